package io.github.koresimroutes.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link Sustained} rates of several instances on one database and one broker. All share this
 * machine: that shows what instances cost one another, not what more machines bring.
 */
final class Instances implements Scenario {

    private static final String PREFIX = "instances ";

    /** So many instances that take turns at so many lanes. */
    private record Size(int instances, int lanes) {

        String name() {
            return PREFIX + instances + ", lanes " + lanes;
        }
    }

    private static final Size ONE = new Size(1, 1);
    private static final List<Size> SIZES =
            List.of(ONE, new Size(2, 1), new Size(2, 2), new Size(3, 3));

    @Override
    public void run(Lab lab, Rounds rounds, Report report) throws Exception {
        Map<Size, Sustained> groups = new LinkedHashMap<>();
        for (Size size : SIZES) {
            groups.put(size, start(lab, size));
        }
        for (var each : groups.entrySet()) {
            // Each of them has to compile what it runs.
            each.getValue().perSecond(rounds.warmUp() * each.getKey().instances());
        }
        for (int round = 0; round < rounds.count(); round++) {
            System.out.println("round " + (round + 1));
            for (var each : groups.entrySet()) {
                each.getValue().measure(lab, rounds.seconds(), each.getKey().name(), report);
            }
        }
        report.table("Instances on one machine, PostgreSQL and ActiveMQ over TCP", PREFIX);
        for (Size size : SIZES.subList(1, SIZES.size())) {
            report.say("Instances on one machine: " + size.instances() + " with " + size.lanes()
                    + " lanes do " + Report.format(median(report, size) / median(report, ONE))
                    + " times what one does.");
        }
    }

    private static Sustained start(Lab lab, Size size) throws Exception {
        Broker broker = lab.broker();
        String database = lab.database();
        List<Subject> instances = new ArrayList<>();
        for (int i = 0; i < size.instances(); i++) {
            Subject instance = lab.bundle("instance", database, broker,
                    Map.of("kore.dispatch.lanes", Integer.toString(size.lanes()))).start();
            instance.awaitAnswer();
            instances.add(instance);
        }
        return new Sustained(List.copyOf(instances), broker);
    }

    private static double median(Report report, Size size) {
        return report.median(size.name() + ", per second");
    }
}
