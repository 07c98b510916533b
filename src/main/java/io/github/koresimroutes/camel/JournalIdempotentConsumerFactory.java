package io.github.koresimroutes.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.processor.idempotent.IdempotentConsumer;
import org.apache.camel.reifier.IdempotentConsumerReifier;
import org.apache.camel.spi.ProcessorFactory;

/**
 * Makes the processors of all {@code idempotentConsumer} steps: Camel's own, but where the
 * repository is {@code kore-journal}. Camel finds it by the file
 * {@code META-INF/services/org/apache/camel/model/IdempotentConsumerDefinition}; a runtime that does
 * not look there makes its own, which works as well, and holds a thread for each callback.
 */
public final class JournalIdempotentConsumerFactory implements ProcessorFactory {

    @Override
    public Processor createProcessor(Route route, NamedNode definition) throws Exception {
        Processor plain = new IdempotentConsumerReifier(
                route, (IdempotentConsumerDefinition) definition).createProcessor();
        return plain instanceof IdempotentConsumer consumer
                && consumer.getIdempotentRepository() instanceof JournalIdempotentRepository journal
                ? new JournalIdempotentConsumer(consumer, journal) : plain;
    }

    /** None: what is inside the step is made as ever. */
    @Override
    public Processor createChildProcessor(Route route, NamedNode definition, boolean mandatory) {
        return null;
    }

    /** None: nothing is made of arguments here. */
    @Override
    public Processor createProcessor(CamelContext context, String definition, Object[] arguments) {
        return null;
    }
}
