package io.github.koresimroutes.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many callbacks a second are accepted durably, by how many connections at once; beside the
 * stock pattern, and what the same server does without storing anything. Nothing is dispatched
 * meanwhile: that is what {@link EndToEnd} measures.
 */
final class Accepts implements Scenario {

    @Override
    public void run(Lab lab, Rounds rounds, Report report) throws Exception {
        Broker broker = lab.broker();
        String database = lab.database();
        Map<String, Subject> subjects = new LinkedHashMap<>();
        if (rounds.has("echo")) {
            subjects.put("echo", lab.variant("echo", lab.database(), broker, Map.of()).start());
        }
        if (rounds.has("signature")) {
            subjects.put("signature",
                    lab.variant("signature-only", lab.database(), broker, Map.of()).start());
        }
        if (rounds.has("bundle")) {
            subjects.put("bundle", lab.bundle("bundle", database, broker, Map.of()).start());
            new Journal(database).halt();
        }
        if (rounds.has("stock")) {
            subjects.put("stock", lab.stock(lab.database(), lab.broker()).start());
        }
        ClosedLoop loop = new ClosedLoop(lab, rounds, report);
        loop.warmUp(subjects.values());
        for (int round = 0; round < rounds.count(); round++) {
            System.out.println("round " + (round + 1));
            for (int connections : rounds.connections()) {
                for (var each : subjects.entrySet()) {
                    loop.measure(each.getValue(), "accepts " + connections + " connections, "
                            + each.getKey(), connections);
                }
            }
        }
        report.table("Durable accepts, PostgreSQL", "accepts ");
    }
}
