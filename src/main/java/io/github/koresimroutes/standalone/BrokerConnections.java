package io.github.koresimroutes.standalone;

import jakarta.jms.ConnectionFactory;
import java.util.Optional;
import java.util.function.Supplier;
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
     * @param baton   what the names of the queues begin with that batons lie on
     * @throws StartException where the URL is none, or the client's jar is missing
     */
    static JmsPoolConnectionFactory pool(BrokerAddress address, String baton) {
        return pool(factory(address, baton));
    }

    private static JmsPoolConnectionFactory pool(ConnectionFactory client) {
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(client);
        pool.setMaxConnections(MAX_CONNECTIONS);
        return pool;
    }

    /**
     * The pool that the settings name.
     *
     * @param otherwise the broker where they name none, as it is in the process of a run
     * @throws StartException where a setting is wrong, or the client's jar is missing
     */
    static JmsPoolConnectionFactory pool(
            StandaloneSettings settings, Supplier<BrokerAddress> otherwise) {
        return OtherClient.factory(settings).map(BrokerConnections::pool).orElseGet(() ->
                pool(external(settings).orElseGet(otherwise),
                        settings.text("kore.dispatch.baton-queue", "kore.dispatch.baton")));
    }

    /** The broker that {@code kore.broker.url} names; empty for the one in the process of a run. */
    static Optional<BrokerAddress> external(StandaloneSettings settings) {
        BrokerKind kind = BrokerKind.of(settings.text("kore.broker.kind", "activemq"));
        Optional<String> url = settings.text("kore.broker.url");
        if (url.isEmpty() && kind != BrokerKind.ACTIVEMQ) {
            throw new StartException("kore.broker.kind = " + kind.setting() + " needs a broker of"
                    + " its own: set kore.broker.url, for example " + kind.example());
        }
        return url.map(given -> new BrokerAddress(
                kind.with(given), Urls.withoutUser("kore.broker.url", given),
                settings.text("kore.broker.user").orElse(null),
                settings.secret("kore.broker.password").orElse(null)));
    }

    /** Connections for a command, which has no broker in its own process. */
    static JmsPoolConnectionFactory forCommand(StandaloneSettings settings) {
        return pool(settings, () -> connector(settings));
    }

    private static BrokerAddress connector(StandaloneSettings settings) {
        String connector = settings.text("kore.broker.connector").orElseThrow(() ->
                new StartException("the broker inside kore-sim run listens nowhere, so a command"
                        + " cannot reach it.\nSet kore.broker.connector, for example to"
                        + " tcp://127.0.0.1:61616, and restart kore-sim run."));
        // An address to listen on, with options for listening: not yet one to connect to.
        String url = connector.replaceFirst("\\?.*$", "")
                .replace("//0.0.0.0:", "//127.0.0.1:");
        return new BrokerAddress(BrokerKind.ACTIVEMQ, url, null, null);
    }

    private static ConnectionFactory factory(BrokerAddress address, String baton) {
        try {
            return switch (address.kind()) {
                case ACTIVEMQ -> ClassicClient.factory(address, baton);
                case ARTEMIS -> ArtemisClient.factory(address);
                case AMQP -> AmqpClient.factory(address);
            };
        } catch (IllegalArgumentException e) {
            if (Urls.holdsPassword(address.url())) {
                // The reason quotes the URL, and so would the trace of --debug.
                throw new StartException("the setting kore.broker.url is no URL of "
                        + address.kind().title() + ".\nWhy is not shown, for it holds a password:"
                        + " use kore.broker.user and kore.broker.password-file.");
            }
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
