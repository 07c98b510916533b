package io.github.koresimroutes.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@link Sustained} rates: of the bundle, and of the stock pattern. */
final class EndToEnd implements Scenario {

    private static final String PREFIX = "end to end ";

    @Override
    public void run(Lab lab, Rounds rounds, Report report) throws Exception {
        Map<String, Sustained> subjects = new LinkedHashMap<>();
        if (rounds.has("bundle")) {
            Broker broker = lab.broker();
            subjects.put("bundle", new Sustained(
                    lab.bundle("bundle", lab.database(), broker, Map.of()).start(), broker));
        }
        if (rounds.has("stock")) {
            Broker broker = lab.broker();
            subjects.put("stock",
                    new Sustained(lab.stock(lab.database(), broker).start(), broker));
        }
        for (Sustained each : subjects.values()) {
            each.perSecond(rounds.warmUp());
        }
        for (int round = 0; round < rounds.count(); round++) {
            System.out.println("round " + (round + 1));
            for (var each : subjects.entrySet()) {
                each.getValue().measure(lab, rounds.seconds(), PREFIX + each.getKey(), report);
            }
        }
        report.table("Sustained end to end, PostgreSQL and ActiveMQ over TCP", PREFIX);
    }
}
