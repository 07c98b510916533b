package io.github.koresimroutes.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
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
            subjects.put("echo", lab.variant("echo", lab.database(), broker).start());
        }
        if (rounds.has("signature")) {
            subjects.put("signature",
                    lab.variant("signature-only", lab.database(), broker).start());
        }
        if (rounds.has("bundle")) {
            subjects.put("bundle", lab.bundle("bundle", database, broker, Map.of()).start());
            halt(database);
        }
        if (rounds.has("stock")) {
            subjects.put("stock", lab.stock(lab.database(), lab.broker()).start());
        }
        for (Subject subject : subjects.values()) {
            try (Load load = new Load(subject.port(), 64, Lab.callbacks(1))) {
                load.closed(rounds.warmUp());
            }
        }
        for (int round = 0; round < rounds.count(); round++) {
            System.out.println("round " + (round + 1));
            for (int connections : rounds.connections()) {
                for (var each : subjects.entrySet()) {
                    measure(each.getValue(), "accepts " + connections + " connections, "
                            + each.getKey(), connections, lab, rounds, report);
                }
            }
        }
        report.table("Durable accepts, PostgreSQL", "accepts ");
    }

    private static void measure(Subject subject, String name, int connections, Lab lab,
            Rounds rounds, Report report) throws Exception {
        try (Load load = new Load(subject.port(), connections, Lab.callbacks(1))) {
            double bundle = CpuTime.seconds(subject.pid());
            double database = CpuTime.seconds(lab.postgres().pid());
            double commits = subject.metric("kore_journal_commit_seconds_count");
            double stored = subject.metric("kore_journal_commit_events_total");
            Load.Outcome outcome = load.closed(rounds.seconds());
            if (outcome.refused() > 0) {
                throw new IllegalStateException(name + ": " + outcome.refused() + " refused");
            }
            report.add(name + ", per second", outcome.rate());
            for (double percentile : new double[] {50, 99, 99.9}) {
                report.add(name + ", p" + Report.format(percentile).replace(".00", "") + " ms",
                        outcome.millis(percentile));
            }
            commits = subject.metric("kore_journal_commit_seconds_count") - commits;
            if (commits > 0) {
                report.add(name + ", events a commit",
                        (subject.metric("kore_journal_commit_events_total") - stored) / commits);
            }
            report.add(name + ", CPU µs an event",
                    (CpuTime.seconds(subject.pid()) - bundle) * 1e6 / outcome.accepted());
            report.add(name + ", CPU µs an event, database",
                    (CpuTime.seconds(lab.postgres().pid()) - database) * 1e6
                            / outcome.accepted());
        }
    }

    /** A halted lane dispatches nothing, and its baton is put aside. */
    private static void halt(String database) throws Exception {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            while (statement.executeUpdate("UPDATE kore_lane SET state = 'halted',"
                    + " reason = 'nothing is dispatched while accepts are measured'") == 0) {
                Thread.sleep(100);
            }
        }
    }
}
