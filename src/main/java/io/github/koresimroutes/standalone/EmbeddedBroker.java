package io.github.koresimroutes.standalone;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.policy.IndividualDeadLetterStrategy;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;
import org.apache.activemq.store.SharedFileLocker;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.apache.activemq.store.kahadb.disk.journal.Journal.JournalDiskSyncStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** ActiveMQ Classic inside this process, so that the bundle runs with nothing else installed. */
final class EmbeddedBroker implements AutoCloseable {

    static final String NAME = "kore-sim";
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    /** A message takes three times what the broker counts, for its properties are also a map. */
    private static final long MEMORY_LIMIT_BYTES = 16L * 1024 * 1024;
    private static final long STORE_LIMIT_BYTES = 4L * 1024 * 1024 * 1024;
    private static final long TEMP_LIMIT_BYTES = 64L * 1024 * 1024;
    private static final long NO_SPACE_TIMEOUT_MILLIS = 3_000;

    private final BrokerService broker;

    private EmbeddedBroker(BrokerService broker) {
        this.broker = broker;
    }

    /**
     * Starts the broker and waits until it takes messages.
     *
     * @param data      the directory of the message store
     * @param connector the address for consumers outside this process; empty for none
     */
    static EmbeddedBroker start(Path data, String connector) {
        Directories.create(data, "kore.broker.data");
        BrokerService broker = new BrokerService();
        try {
            configure(broker, data, connector);
            broker.start();
            if (!broker.waitUntilStarted()) {
                throw new IOException("the broker did not start");
            }
            return new EmbeddedBroker(broker);
        } catch (Exception e) {
            stop(broker);
            throw new StartException(reason(e, data, connector), e);
        }
    }

    private static void configure(BrokerService broker, Path data, String connector)
            throws Exception {
        broker.setBrokerName(NAME);
        broker.setDataDirectoryFile(data.toFile());
        broker.setPersistent(true);
        broker.setPersistenceAdapter(store(data));
        broker.setUseJmx(false);
        // The process decides when the broker stops: after the routes.
        broker.setUseShutdownHook(false);
        broker.setSchedulerSupport(false);
        broker.setAdvisorySupport(false);
        broker.setDestinationPolicy(policies());
        broker.getSystemUsage().getMemoryUsage().setLimit(MEMORY_LIMIT_BYTES);
        broker.getSystemUsage().getStoreUsage().setLimit(STORE_LIMIT_BYTES);
        broker.getSystemUsage().getTempUsage().setLimit(TEMP_LIMIT_BYTES);
        // A full store refuses a send, which rolls the batch back, instead of blocking for ever.
        broker.getSystemUsage().setSendFailIfNoSpaceAfterTimeout(NO_SPACE_TIMEOUT_MILLIS);
        if (!connector.isBlank()) {
            broker.addConnector(connector);
        }
    }

    private static KahaDBPersistenceAdapter store(Path data) throws IOException {
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
        store.setDirectory(data.resolve("kahadb").toFile());
        // Every commit is on the disk before it is confirmed: the baton relies on it.
        store.setJournalDiskSyncStrategy(JournalDiskSyncStrategy.ALWAYS.name());
        SharedFileLocker locker = new SharedFileLocker();
        // The default waits for ever for a second process to end, and says nothing.
        locker.setFailIfLocked(true);
        store.setLocker(locker);
        return store;
    }

    private static PolicyMap policies() {
        PolicyEntry everyQueue = new PolicyEntry();
        everyQueue.setQueue(">");
        // Messages wait in the store, and senders need not wait for slow consumers.
        everyQueue.setProducerFlowControl(false);
        // The broker itself gives up on no message. What a client gives up on keeps its name.
        IndividualDeadLetterStrategy deadLetters = new IndividualDeadLetterStrategy();
        deadLetters.setQueuePrefix("DLQ.");
        deadLetters.setUseQueueForQueueMessages(true);
        everyQueue.setDeadLetterStrategy(deadLetters);
        PolicyMap policies = new PolicyMap();
        policies.setPolicyEntries(List.of(everyQueue));
        return policies;
    }

    private static String reason(Throwable failure, Path data, String connector) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof BindException) {
                return "the broker cannot listen on " + connector + ": " + t.getMessage()
                        + "\nStop the program that uses the port, or set kore.broker.connector"
                        + " to another address (empty = none).";
            }
            if (String.valueOf(t.getMessage()).contains("could not be locked")) {
                return "the broker's data in " + data + " is used by another process."
                        + "\nStop that process. Another kore.broker.data is only for a second"
                        + " installation with its own kore.journal.url.";
            }
        }
        return "the embedded broker cannot start: " + failure.getMessage();
    }

    @Override
    public void close() {
        stop(broker);
        broker.waitUntilStopped();
    }

    private static void stop(BrokerService broker) {
        try {
            broker.stop();
        } catch (Exception e) {
            LOG.warn("The embedded broker did not stop cleanly: {}", e.toString());
        }
    }
}
