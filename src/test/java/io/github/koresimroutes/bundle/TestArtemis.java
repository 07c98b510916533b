package io.github.koresimroutes.bundle;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A real Artemis in this process that is reached over TCP. */
final class TestArtemis extends TestBroker {

    private final int attempts;
    private final Map<String, Set<Role>> roles;
    private ActiveMQServer server;

    TestArtemis(Path directory) throws Exception {
        this(directory, ArtemisMain.WITHOUT_LIMIT);
    }

    /** @param attempts max-delivery-attempts of the control queues */
    TestArtemis(Path directory, int attempts) throws Exception {
        super(directory, RunningBundle.freePort());
        this.attempts = attempts;
        this.roles = null;
        start();
    }

    /** @param roles who may do what, by the match of an address: {@link ArtemisMain#secured} */
    TestArtemis(Path directory, Map<String, Set<Role>> roles) throws Exception {
        super(directory, RunningBundle.freePort());
        this.attempts = ArtemisMain.WITHOUT_LIMIT;
        this.roles = roles;
        start();
    }

    @Override
    void start() throws Exception {
        server = roles == null
                ? ArtemisMain.server(port(), directory(), attempts)
                : ArtemisMain.secured(port(), directory(), roles);
        server.registerBrokerPlugin(new ActiveMQServerMessagePlugin() {
            @Override
            public void beforeSend(ServerSession session, Transaction transaction, Message message,
                    boolean direct, boolean noAutoCreateQueue) throws ActiveMQException {
                if (isRefused(message.getAddress(), text(message))) {
                    // What the server itself does where a right is missing or an address is full.
                    ActiveMQException refusal =
                            new ActiveMQSecurityException("this message is refused");
                    if (transaction != null) {
                        transaction.markAsRollbackOnly(refusal);
                    }
                    throw refusal;
                }
            }
        });
        server.start();
    }

    private static String text(Message message) {
        return message instanceof ICoreMessage core && core.getType() == Message.TEXT_TYPE
                ? String.valueOf(core.getReadOnlyBodyBuffer().readNullableSimpleString()) : "";
    }

    @Override
    void stop() throws Exception {
        server.stop();
    }

    @Override
    Map<String, String> settings() {
        return settings(url());
    }

    /** The settings of a bundle that uses the Artemis at that URL. */
    static Map<String, String> settings(String url) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("kore.broker.kind", "artemis");
        settings.put("kore.broker.url", url);
        return settings;
    }

    @Override
    ConnectionFactory connectionFactory() {
        return new ActiveMQConnectionFactory(url());
    }

    /** Connections of one of the {@linkplain ArtemisMain#secured users}. */
    ConnectionFactory connectionFactory(String user) {
        return new ActiveMQConnectionFactory(url(), user, user);
    }

    ActiveMQServer server() {
        return server;
    }
}
