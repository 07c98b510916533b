package io.github.koresimroutes.bench;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long after a callback was due its event is with a consumer, at a steady rate far below the
 * limit: that includes the accept, the dispatch, the broker and the consumer.
 */
final class Latency implements Scenario {

    private static final double RATE = 200;
    private static final int CONNECTIONS = 16;

    @Override
    public void run(Lab lab, Rounds rounds, Report report) throws Exception {
        Broker broker = lab.broker();
        Subject subject = lab.bundle("bundle", lab.database(), broker, Map.of()).start();
        try (Connection connection = broker.connections().createConnection()) {
            connection.start();
            Arrivals arrivals = new Arrivals(connection);
            try (Load load = new Load(subject.port(), CONNECTIONS, arrivals.noting())) {
                load.open(rounds.warmUp(), RATE);
                for (int round = 0; round < rounds.count(); round++) {
                    arrivals.begin();
                    Load.Outcome outcome = load.open(rounds.seconds(), RATE);
                    arrivals.awaitAll(outcome.accepted());
                    for (double percentile : new double[] {50, 99, 99.9}) {
                        String name = "p" + percentile + " ms";
                        report.add("latency due to answered, " + name,
                                outcome.millis(percentile));
                        report.add("latency due to consumed, " + name,
                                arrivals.millis(percentile));
                    }
                }
            }
        }
        report.table("Latency at 200 callbacks a second", "latency ");
    }

    /** Consumers of all queues, which know when each callback was due. */
    private static final class Arrivals {

        private final Map<String, Long> due = new ConcurrentHashMap<>();
        private volatile Histogram latencies = histogram();

        Arrivals(Connection connection) throws JMSException {
            for (String status : Callbacks.STATUSES) {
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageConsumer consumer =
                        session.createConsumer(session.createQueue("kore.sim." + status));
                consumer.setMessageListener(this::arrived);
            }
        }

        private static Histogram histogram() {
            return new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(2), 3);
        }

        Callbacks noting() {
            return Lab.callbacks(1, due::put);
        }

        void begin() {
            latencies = histogram();
        }

        private void arrived(Message message) {
            try {
                Long since = due.remove(message.getJMSCorrelationID());
                if (since != null) {
                    latencies.recordValue(System.nanoTime() - since);
                }
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        }

        void awaitAll(long accepted) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!due.isEmpty() && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            if (!due.isEmpty()) {
                throw new IllegalStateException(due.size() + " of " + accepted + " did not come");
            }
        }

        double millis(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1e6;
        }
    }
}
