package io.github.koresimroutes.camel;

import io.github.koresimroutes.callback.CallbackRefusedException;
import io.github.koresimroutes.callback.CallbackRequest;
import io.github.koresimroutes.quarantine.Quarantine;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code kore-quarantine}: keeps a refused request. The answer is the same, whatever happens. */
final class QuarantineStep implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(QuarantineStep.class);

    private final Quarantine quarantine;
    private final RefusalLog log;

    QuarantineStep(Quarantine quarantine, RefusalLog log) {
        this.quarantine = quarantine;
        this.log = log;
    }

    @Override
    public void process(Exchange exchange) {
        CallbackRequest request =
                exchange.getProperty(ReceiveSteps.REQUEST, CallbackRequest.class);
        if (request != null && exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT)
                instanceof CallbackRefusedException refused) {
            try {
                log.refused(quarantine.keep(request, refused.refusal()), refused.refusal(),
                        request.endpoint());
            } catch (RuntimeException e) {
                LOG.warn("A refused callback is not kept", e);
            }
        }
    }
}
