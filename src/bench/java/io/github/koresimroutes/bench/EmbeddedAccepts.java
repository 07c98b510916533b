package io.github.koresimroutes.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The same for the defaults, SQLite and the embedded broker: beside what the server does without
 * storing anything, and while it dispatches as well.
 */
final class EmbeddedAccepts implements Scenario {

    private static final String PREFIX = "embedded ";
    private static final String CEILING = "signature only";
    private static final String HALTED = "bundle, nothing dispatched";
    private static final String DISPATCHING = "bundle, dispatching";

    @Override
    public void run(Lab lab, Rounds rounds, Report report) throws Exception {
        Journal halted = new Journal(lab.sqlite());
        Journal dispatching = new Journal(lab.sqlite());
        Map<String, Subject> subjects = new LinkedHashMap<>();
        subjects.put(CEILING, lab.variant(
                "signature-only", lab.sqlite(), null, lab.embeddedBroker()).start());
        subjects.put(HALTED,
                lab.bundle("halted", halted.url(), null, lab.embeddedBroker()).start());
        halted.halt();
        subjects.put(DISPATCHING,
                lab.bundle("dispatching", dispatching.url(), null, lab.embeddedBroker()).start());
        ClosedLoop loop = new ClosedLoop(lab, rounds, report);
        loop.warmUp(subjects.values());
        for (int round = 0; round < rounds.count(); round++) {
            for (int connections : rounds.connections()) {
                for (var each : subjects.entrySet()) {
                    // What the last run left must not take this one's time.
                    dispatching.awaitNothingWaits(Duration.ofMinutes(10));
                    long before = dispatched(dispatching);
                    String name = PREFIX + connections + " connections, " + each.getKey();
                    loop.measure(each.getValue(), name, connections);
                    long meanwhile = dispatched(dispatching) - before;
                    if (each.getKey().equals(DISPATCHING)) {
                        report.add(name + ", dispatched meanwhile, per second",
                                meanwhile / rounds.seconds());
                    }
                }
            }
        }
        dispatching.awaitNothingWaits(Duration.ofMinutes(10));
        if (dispatched(dispatching) != dispatching.count()) {
            throw new IllegalStateException("not all events are dispatched");
        }
        report.table("Durable accepts, SQLite and the embedded broker", PREFIX);
        for (int connections : rounds.connections()) {
            report.say("SQLite: " + share(report, connections, HALTED)
                    + " of the ceiling with " + connections + " connections, "
                    + share(report, connections, DISPATCHING) + " while it dispatches.");
        }
    }

    private static long dispatched(Journal journal) throws SQLException {
        return journal.count("state = 'dispatched'");
    }

    private static String share(Report report, int connections, String name) {
        String prefix = PREFIX + connections + " connections, ";
        return Report.format(100 * report.median(prefix + name + ", per second")
                / report.median(prefix + CEILING + ", per second")) + " %";
    }
}
