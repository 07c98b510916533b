package io.github.koresimroutes.bench;

import java.util.List;

/**
 * How many callbacks a second reach their queues while callbacks come, without a growing backlog:
 * no more than some thousand may be accepted and not yet on a queue. Nobody consumes.
 *
 * @param instances that share one database and the broker, and have equal shares of the connections
 */
record Sustained(List<Subject> instances, Broker broker) {

    private static final int CONNECTIONS = 64;
    private static final long MOST_UNDER_WAY = 4_000;

    Sustained(Subject subject, Broker broker) {
        this(List.of(subject), broker);
    }

    /** Measures one round. */
    void measure(Lab lab, double seconds, String name, Report report) throws Exception {
        double subjects = cpuOfInstances();
        double database = CpuTime.seconds(lab.postgres().pid());
        double brokers = CpuTime.seconds(broker.pid());
        double load = CpuTime.ofThisThread();
        long before = broker.events();
        report.add(name + ", per second", perSecond(seconds));
        double events = broker.events() - before;
        report.add(name + ", CPU µs an event", (cpuOfInstances() - subjects) * 1e6 / events);
        report.add(name + ", CPU µs an event, database",
                (CpuTime.seconds(lab.postgres().pid()) - database) * 1e6 / events);
        report.add(name + ", CPU µs an event, broker",
                (CpuTime.seconds(broker.pid()) - brokers) * 1e6 / events);
        report.add(name + ", CPU µs an event, load",
                (CpuTime.ofThisThread() - load) * 1e6 / events);
    }

    private double cpuOfInstances() throws Exception {
        double sum = 0;
        for (Subject each : instances) {
            sum += CpuTime.seconds(each.pid());
        }
        return sum;
    }

    /** Events a second that came to their queues. Returns when all that were accepted are there. */
    double perSecond(double seconds) throws Exception {
        List<Integer> ports = instances.stream().map(Subject::port).toList();
        try (Load load = new Load(ports, CONNECTIONS, Lab.callbacks(1))) {
            long before = broker.events();
            long began = System.nanoTime();
            Backlog backlog = new Backlog(broker, MOST_UNDER_WAY);
            Load.Outcome outcome = load.closed(seconds, backlog);
            // The last callbacks have been answered meanwhile.
            double rate = (broker.events() - before) * 1e9 / (System.nanoTime() - began);
            if (outcome.refused() > 0) {
                throw new IllegalStateException(outcome.refused() + " callbacks were refused");
            }
            backlog.awaitAll(load.accepted());
            return rate;
        }
    }
}
