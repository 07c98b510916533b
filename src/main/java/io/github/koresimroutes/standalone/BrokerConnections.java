package io.github.koresimroutes.standalone;

import jakarta.jms.ConnectionFactory;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** The pooled connections to the broker, embedded or external. */
final class BrokerConnections {

    /** The broker in this process. */
    static final BrokerAddress EMBEDDED = new BrokerAddress(BrokerKind.ACTIVEMQ,
            "vm://" + EmbeddedBroker.NAME + "?create=false", null, null);
    private static final int MAX_CONNECTIONS = 4;

    private BrokerConnections() {
    }

    /**
     * The pool. It opens no connection yet: a broker that is down does not stop the start.
     *
     * @param address the broker; what its URL sets wins over the defaults here
     * @param baton   the name of the queue that the baton lies on
     * @throws StartException where the URL is none, or the client's jar is missing
     */
    static JmsPoolConnectionFactory pool(BrokerAddress address, String baton) {
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(factory(address, baton));
        pool.setMaxConnections(MAX_CONNECTIONS);
        return pool;
    }

    private static ConnectionFactory factory(BrokerAddress address, String baton) {
        try {
            return switch (address.kind()) {
                case ACTIVEMQ -> ClassicClient.factory(address, baton);
                case ARTEMIS -> ArtemisClient.factory(address);
            };
        } catch (IllegalArgumentException e) {
            throw new StartException("the setting kore.broker.url is no URL of "
                    + address.kind().title() + ": " + e.getMessage(), e);
        } catch (NoClassDefFoundError e) {
            throw new StartException("the client of " + address.kind().title()
                    + " is missing: there is no class " + e.getMessage().replace('/', '.')
                    + "\nPut " + address.kind().jar() + " and what it needs into lib/,"
                    + " or set kore.broker.kind.", e);
        }
    }
}
