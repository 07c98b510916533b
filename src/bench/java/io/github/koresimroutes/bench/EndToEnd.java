package io.github.koresimroutes.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many callbacks a second reach their queues while callbacks come, without a growing backlog:
 * no more than some thousand may be accepted and not yet on a queue.
 */
final class EndToEnd implements Scenario {

    private static final int CONNECTIONS = 64;
    private static final long MOST_UNDER_WAY = 4_000;

    private record Pair(Subject subject, Broker broker) {
    }

    @Override
    public void run(Lab lab, Rounds rounds, Report report) throws Exception {
        Map<String, Pair> pairs = new LinkedHashMap<>();
        if (rounds.has("bundle")) {
            Broker broker = lab.broker();
            pairs.put("bundle", new Pair(
                    lab.bundle("bundle", lab.database(), broker, Map.of()).start(), broker));
        }
        if (rounds.has("stock")) {
            Broker broker = lab.broker();
            pairs.put("stock", new Pair(lab.stock(lab.database(), broker).start(), broker));
        }
        for (Pair pair : pairs.values()) {
            measure(pair, rounds.warmUp());
        }
        for (int round = 0; round < rounds.count(); round++) {
            System.out.println("round " + (round + 1));
            for (var each : pairs.entrySet()) {
                Pair pair = each.getValue();
                double subject = CpuTime.seconds(pair.subject().pid());
                double database = CpuTime.seconds(lab.postgres().pid());
                double broker = CpuTime.seconds(pair.broker().pid());
                long before = pair.broker().events();
                report.add("end to end " + each.getKey() + ", per second",
                        measure(pair, rounds.seconds()));
                double events = pair.broker().events() - before;
                report.add("end to end " + each.getKey() + ", CPU µs an event",
                        (CpuTime.seconds(pair.subject().pid()) - subject) * 1e6 / events);
                report.add("end to end " + each.getKey() + ", CPU µs an event, database",
                        (CpuTime.seconds(lab.postgres().pid()) - database) * 1e6 / events);
                report.add("end to end " + each.getKey() + ", CPU µs an event, broker",
                        (CpuTime.seconds(pair.broker().pid()) - broker) * 1e6 / events);
            }
        }
        report.table("Sustained end to end, PostgreSQL and ActiveMQ over TCP", "end to end ");
    }

    /** Events a second that came to their queues. Returns when all that were accepted are there. */
    private static double measure(Pair pair, double seconds) throws Exception {
        Broker broker = pair.broker();
        try (Load load = new Load(pair.subject().port(), CONNECTIONS, Lab.callbacks(1))) {
            long before = broker.events();
            Backlog backlog = new Backlog(broker, MOST_UNDER_WAY);
            Load.Outcome outcome = load.closed(seconds, backlog);
            double rate = (broker.events() - before) / outcome.seconds();
            if (outcome.refused() > 0) {
                throw new IllegalStateException(outcome.refused() + " callbacks were refused");
            }
            backlog.awaitAll(load.accepted());
            return rate;
        }
    }
}
