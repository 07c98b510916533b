package io.github.koresimroutes.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link Sustained} rates of several instances on one database and one broker, each with a lane.
 * All share this machine: that shows what instances cost one another, not what more machines bring.
 */
final class Instances implements Scenario {

    private static final String PREFIX = "instances ";
    private static final List<Integer> COUNTS = List.of(1, 2, 3);

    @Override
    public void run(Lab lab, Rounds rounds, Report report) throws Exception {
        Map<Integer, Sustained> groups = new LinkedHashMap<>();
        for (int count : COUNTS) {
            groups.put(count, start(lab, count));
        }
        for (Sustained each : groups.values()) {
            each.perSecond(rounds.warmUp());
        }
        for (int round = 0; round < rounds.count(); round++) {
            for (var each : groups.entrySet()) {
                each.getValue().measure(lab, rounds.seconds(), PREFIX + each.getKey(), report);
            }
        }
        report.table("Instances of the bundle, PostgreSQL and ActiveMQ over TCP", PREFIX);
        report.say("Instances on one machine: two do " + Report.format(ratio(report, 2))
                + " times what one does, three " + Report.format(ratio(report, 3)) + " times.");
    }

    private static Sustained start(Lab lab, int count) throws Exception {
        Broker broker = lab.broker();
        String database = lab.database();
        List<Subject> instances = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            instances.add(lab.bundle("instance", database, broker,
                    Map.of("kore.dispatch.lanes", Integer.toString(count))).start());
        }
        return new Sustained(List.copyOf(instances), broker);
    }

    private static double ratio(Report report, int count) {
        return report.median(PREFIX + count + ", per second")
                / report.median(PREFIX + 1 + ", per second");
    }
}
