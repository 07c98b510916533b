package io.github.koresimroutes.bench;

import io.github.koresimroutes.journal.SqliteSettings;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the machine's database and broker do without the bundle: no figure of it can be higher. */
final class Limits implements Scenario {

    private static final String PREFIX = "limits ";
    private static final String COMMITS = "PostgreSQL, single rows, each committed, ";
    private static final String ONE = COMMITS + "1 connection";
    private static final String ARRAYS = "PostgreSQL, journal rows, 500 by one statement of arrays";
    private static final String SQLITE = "SQLite, journal rows, batches of 200";
    private static final String SENDS = "ActiveMQ, persistent sends, 500 a commit";

    /** Opens the connections anew for each round. */
    private interface Workers {
        List<Pace.Work> open() throws Exception;
    }

    @Override
    public void run(Lab lab, Rounds rounds, Report report) throws Exception {
        Map<String, Workers> all = new LinkedHashMap<>();
        Journal plain = new Journal(lab.database());
        plain.update(RowCommits.TABLE);
        all.put(ONE, () -> List.of(new RowCommits(plain.connect())));
        all.put(COMMITS + "8 connections", () -> {
            List<Pace.Work> eight = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                eight.add(new RowCommits(plain.connect()));
            }
            return eight;
        });
        Journal arrays = new Journal(lab.database()).withTables();
        all.put(ARRAYS, () -> List.of(JournalInserts.arrays(arrays.connect(), 500)));
        Journal sqlite = new Journal(lab.sqlite()).withTables();
        all.put(SQLITE, () -> List.of(JournalInserts.batches(DriverManager.getConnection(
                sqlite.url(), SqliteSettings.asProperties()), 200)));
        Broker broker = lab.broker();
        all.put("ActiveMQ, persistent sends, one by one", () -> List.of(new Sends(broker, 1)));
        all.put(SENDS, () -> List.of(new Sends(broker, 500)));
        for (int round = 0; round < rounds.count(); round++) {
            for (var each : all.entrySet()) {
                report.add(PREFIX + each.getKey() + ", per second",
                        Pace.perSecond(rounds.seconds(), each.getValue().open()));
            }
        }
        report.table("What the machine does without the bundle", PREFIX);
        report.say("Limits: a second, PostgreSQL commits " + median(report, ONE)
                + " single rows of one connection, and takes " + median(report, ARRAYS)
                + " journal rows in large batches, SQLite " + median(report, SQLITE)
                + "; ActiveMQ takes " + median(report, SENDS) + " messages in large commits.");
    }

    private static String median(Report report, String name) {
        return Report.format(report.median(PREFIX + name + ", per second"));
    }
}
