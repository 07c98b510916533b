package io.github.koresimroutes.trial;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** Stands for a component that reaches outside: it notes what it gets, and goes nowhere. */
final class StubComponent extends DefaultComponent {

    private final Outside outside;

    StubComponent(Outside outside) {
        this.outside = outside;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> options) {
        // Whether they are right is for the check to say, which knows the catalogue.
        options.clear();
        return new Stub(WholeUri.of(uri), this);
    }

    private final class Stub extends DefaultEndpoint {

        private Stub(String uri, StubComponent component) {
            super(uri, component);
        }

        @Override
        public boolean isLenientProperties() {
            return true;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) throws Exception {
                    outside.called(getEndpointUri(), exchange);
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            // Nothing comes from outside but what a test hands over.
            return new DefaultConsumer(this, processor);
        }
    }
}
