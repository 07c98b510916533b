package io.github.koresimroutes.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.List;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;

/**
 * ActiveMQ Classic as it comes, in a process of its own. Whenever a line is written to it, it
 * answers with how many messages its queues for events have got: {@code BenchBroker DIRECTORY PORT}.
 */
public final class BenchBroker {

    private BenchBroker() {
    }

    /** Runs until its input ends. */
    public static void main(String[] args) throws Exception {
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
        store.setDirectory(new File(args[0]));
        PolicyEntry everyQueue = new PolicyEntry();
        everyQueue.setQueue(">");
        // Nobody consumes: all messages wait on disk.
        everyQueue.setProducerFlowControl(false);
        PolicyMap policies = new PolicyMap();
        policies.setPolicyEntries(List.of(everyQueue));
        BrokerService broker = new BrokerService();
        broker.setBrokerName("bench");
        broker.setPersistenceAdapter(store);
        broker.setDestinationPolicy(policies);
        broker.setUseJmx(false);
        broker.setAdvisorySupport(false);
        broker.setSchedulerSupport(false);
        broker.getSystemUsage().getStoreUsage().setLimit(40L << 30);
        broker.addConnector("tcp://127.0.0.1:" + args[1]);
        broker.start();
        PrintStream out = System.out;
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        while (in.readLine() != null) {
            out.println("events " + events(broker));
            out.flush();
        }
        broker.stop();
    }

    private static long events(BrokerService broker) throws Exception {
        long count = 0;
        for (var each : broker.getBroker().getDestinationMap().entrySet()) {
            if (each.getKey().getPhysicalName().startsWith("kore.sim.")) {
                Destination queue = each.getValue();
                count += queue.getDestinationStatistics().getEnqueues().getCount();
            }
        }
        return count;
    }
}
