package io.github.koresimroutes.bench;

import java.util.List;
import java.util.Map;

/**
 * What it costs that KORE sends a callback again: each is sent twice, one right after the other, so
 * that the second mostly comes while the first is being stored.
 */
final class Duplicates implements Scenario {

    private static final int CONNECTIONS = 64;

    @Override
    public void run(Lab lab, Rounds rounds, Report report) throws Exception {
        Journal journal = new Journal(lab.database());
        Subject bundle = lab.bundle("bundle", journal.url(), lab.broker(), Map.of()).start();
        journal.halt();
        ClosedLoop loop = new ClosedLoop(lab, rounds, report);
        loop.warmUp(List.of(bundle));
        for (int round = 0; round < rounds.count(); round++) {
            for (int times : new int[] {1, 2}) {
                String name = "duplicates " + (times == 1 ? "sent once" : "sent twice");
                Callbacks callbacks = Lab.callbacks(times);
                long before = journal.count();
                loop.measure(bundle, name, CONNECTIONS, callbacks);
                long stored = journal.count() - before;
                if (stored != callbacks.distinct()) {
                    throw new IllegalStateException(name + ": " + stored + " rows for "
                            + callbacks.distinct() + " callbacks");
                }
            }
        }
        report.table("Duplicates, PostgreSQL, " + CONNECTIONS + " connections", "duplicates ");
        report.say("Duplicates: with each callback sent twice, "
                + Report.format(100 * report.median("duplicates sent twice, per second")
                        / report.median("duplicates sent once, per second"))
                + " % as many are answered as without, and each is in the journal once.");
    }
}
