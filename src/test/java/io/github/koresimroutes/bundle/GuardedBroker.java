package io.github.koresimroutes.bundle;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.command.ConnectionInfo;

/** An ActiveMQ Classic that lets in one user, by a password. */
final class GuardedBroker extends TestBroker {

    static final String USER = "kore";

    private final String password;
    private BrokerService broker;

    GuardedBroker(Path directory, String password) throws Exception {
        super(directory, RunningBundle.freePort());
        this.password = password;
        start();
    }

    @Override
    void start() throws Exception {
        broker = new BrokerService();
        broker.setBrokerName("guarded-" + port());
        broker.setDataDirectory(directory().toString());
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setPlugins(new BrokerPlugin[] {next -> new Guard(next)});
        broker.addConnector(url());
        broker.start();
        broker.waitUntilStarted();
    }

    /** What ActiveMQ's own does, which wants one library more. */
    private final class Guard extends BrokerFilter {

        Guard(Broker next) {
            super(next);
        }

        @Override
        public void addConnection(ConnectionContext context, ConnectionInfo info)
                throws Exception {
            if (!USER.equals(info.getUserName()) || !password.equals(info.getPassword())) {
                throw new SecurityException(
                        "User name [" + info.getUserName() + "] or password is invalid.");
            }
            super.addConnection(context, info);
        }
    }

    @Override
    void stop() throws Exception {
        broker.stop();
        broker.waitUntilStopped();
    }

    @Override
    ConnectionFactory connectionFactory() {
        return new ActiveMQConnectionFactory(USER, password, url());
    }
}
