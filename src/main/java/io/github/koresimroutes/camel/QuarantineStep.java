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

    QuarantineStep(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    @Override
    public void process(Exchange exchange) {
        CallbackRequest request =
                exchange.getProperty(ReceiveSteps.REQUEST, CallbackRequest.class);
        if (request != null && exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT)
                instanceof CallbackRefusedException refused) {
            try {
                quarantine.keep(request, refused.refusal());
            } catch (RuntimeException e) {
                LOG.warn("A refused callback is not kept", e);
            }
        }
    }
}
