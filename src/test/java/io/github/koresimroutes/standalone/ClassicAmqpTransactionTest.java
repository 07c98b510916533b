package io.github.koresimroutes.standalone;

import jakarta.jms.JMSException;
import java.nio.file.Path;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.broker.TransportConnection;
import org.apache.activemq.broker.TransportConnector;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.Message;

/** Transactions over AMQP on ActiveMQ Classic. */
class ClassicAmqpTransactionTest extends AmqpTransactionContract {

    private final BrokerService broker = new BrokerService();
    private TransportConnector connector;

    @Override
    String start(Path directory) throws Exception {
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setPlugins(new BrokerPlugin[] {next -> new BrokerFilter(next) {
            @Override
            public void send(ProducerBrokerExchange exchange, Message message) throws Exception {
                if (BAD.equals(message.getProperty("Kind"))) {
                    throw new JMSException("this message is refused");
                }
                super.send(exchange, message);
            }
        }});
        connector = broker.addConnector("amqp://127.0.0.1:0");
        broker.start();
        broker.waitUntilStarted();
        return connector.getPublishableConnectString();
    }

    @Override
    void stop() throws Exception {
        broker.stop();
        broker.waitUntilStopped();
    }

    @Override
    void cut() {
        connector.getConnections().forEach(TransportConnection::stopAsync);
    }

    @Override
    long messages(String queue) throws Exception {
        Destination destination = broker.getDestination(new ActiveMQQueue(queue));
        return destination.getDestinationStatistics().getMessages().getCount();
    }
}
