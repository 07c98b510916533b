package io.github.koresimroutes.servers;

import java.io.File;
import java.util.List;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.apache.activemq.store.kahadb.disk.journal.Journal.JournalDiskSyncStrategy;

/**
 * ActiveMQ Classic as a process: {@code ActiveMqMain DIRECTORY PORT}, and to speak AMQP as well,
 * the port for it and the milliseconds of silence after which it gives such a connection up.
 */
public final class ActiveMqMain {

    private ActiveMqMain() {
    }

    /** Runs until it is killed. */
    public static void main(String[] args) throws Exception {
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
        store.setDirectory(new File(args[0]));
        // A commit is on disk before it is confirmed.
        store.setJournalDiskSyncStrategy(JournalDiskSyncStrategy.ALWAYS.name());
        PolicyEntry everyQueue = new PolicyEntry();
        everyQueue.setQueue(">");
        // The test consumes at its end only: all messages wait until then.
        everyQueue.setProducerFlowControl(false);
        PolicyMap policies = new PolicyMap();
        policies.setPolicyEntries(List.of(everyQueue));
        BrokerService broker = new BrokerService();
        broker.setBrokerName("queues");
        broker.setPersistenceAdapter(store);
        broker.setDestinationPolicy(policies);
        broker.setUseJmx(false);
        broker.setAdvisorySupport(false);
        broker.setSchedulerSupport(false);
        broker.getSystemUsage().getMemoryUsage().setLimit(64L * 1024 * 1024);
        broker.addConnector("tcp://127.0.0.1:" + args[1]);
        if (args.length > 2) {
            broker.addConnector("amqp://127.0.0.1:" + args[2]
                    + "?transport.transformer=jms&wireFormat.idleTimeout=" + args[3]);
        }
        broker.start();
        broker.waitUntilStopped();
    }
}
