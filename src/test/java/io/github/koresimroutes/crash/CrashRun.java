package io.github.koresimroutes.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One run: KORE sends, faults strike, all is mended, and the queues are compared with what was
 * acknowledged.
 *
 * @param name    of the report's file
 * @param kinds   the faults to choose from
 * @param seconds how long faults strike
 * @param faults  how many there are at the least, however long that takes
 * @param sims    how many SIMs send at once
 */
record CrashRun(String name, List<FaultKind> kinds, int seconds, int faults, int sims, long seed) {

    private static final Path REPORTS = Path.of("target", "crash");
    private static final Duration LONGEST_CATCH_UP = Duration.ofMinutes(4);
    private static final int LONGEST_PAUSE_MILLIS = 4_000;
    private static final int SIM_PAUSE_MILLIS = 60;

    /** Runs against an installation that has been started. */
    Verdict against(Installation installation) throws Exception {
        System.out.println(name + ": -Dcrash.seed=" + seed);
        long begin = System.nanoTime();
        int instances = installation.instances().size();
        SentCallbacks sent;
        List<Fault> struck;
        try (KoreLoad load =
                new KoreLoad(installation.ports(), sims, SIM_PAUSE_MILLIS, seed)) {
            struck = new FaultRun(installation,
                    new FaultPlan(seed, kinds, instances, LONGEST_PAUSE_MILLIS),
                    load.sent()::acknowledgedCount)
                    .run(seconds * 1_000L, faults);
            sent = load.finish();
        }
        installation.awaitReady();
        awaitDispatched(installation.journal());
        Verdict verdict = Checker.check(sent.tried(), sent.acknowledged(),
                Queues.drain(installation.consumers()));
        report(new CrashReport(this, instances, installation.journal().lanes(), struck, verdict,
                installation.journal().longestStandstill(),
                Duration.ofNanos(System.nanoTime() - begin)));
        if (verdict.acknowledged() < verdict.tried() / 2) {
            throw new AssertionError(name + ", seed " + seed
                    + ": a run in which most callbacks are refused proves nothing\n" + verdict);
        }
        return verdict;
    }

    private void awaitDispatched(Journal journal) throws Exception {
        try {
            journal.awaitDispatched(LONGEST_CATCH_UP);
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError(name + ", seed " + seed + ": " + journal.waiting()
                    + " events are still not dispatched; halted: " + journal.halted(), e);
        }
    }

    private void report(CrashReport report) throws IOException {
        Files.createDirectories(REPORTS);
        Files.writeString(REPORTS.resolve("report-" + name + ".txt"), report.text());
        System.out.println(report.text());
    }
}
