package io.github.koresimroutes.bench;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;

/** Whether half of the shipped heap is enough to take a million events while dispatching. */
final class Memory implements Scenario {

    private static final int CONNECTIONS = 64;
    private static final String HEAP = "-Xmx128m";

    @Override
    public void run(Lab lab, Rounds rounds, Report report) throws Exception {
        long events = rounds.trial() ? 50_000 : 1_000_000;
        Broker broker = lab.broker();
        Journal journal = new Journal(lab.database());
        Subject bundle = lab.bundle("small", journal.url(), broker, Map.of(), HEAP).start();
        bundle.awaitAnswer();
        long already = journal.count();
        long began = System.nanoTime();
        try (Load load = new Load(bundle.port(), CONNECTIONS, Lab.callbacks(1))) {
            Load.Outcome outcome = load.all(events);
            if (outcome.accepted() != events) {
                throw new IllegalStateException(outcome.refused() + " of " + events + " refused");
            }
            report.add("memory accepts, per second", outcome.rate());
            report.add("memory accepts, p99 ms", outcome.millis(99));
        }
        journal.awaitNothingWaits(Duration.ofHours(1));
        report.add("memory events dispatched, per second",
                events * 1e9 / (System.nanoTime() - began));
        report.add("memory peak MB", CpuTime.peakMegabytes(bundle.pid()));
        verify(bundle, events + already, journal, broker);
        report.table(Report.count(events) + " events with " + HEAP, "memory ");
        report.say("Memory: with " + HEAP + " " + Report.count(events)
                + " events were taken and each put on its queue once; the process had "
                + Report.format(report.median("memory peak MB")) + " MB at the most.");
    }

    private static void verify(Subject bundle, long events, Journal journal, Broker broker)
            throws Exception {
        long dispatched = journal.count("state = 'dispatched'");
        if (dispatched != events || journal.count() != events || broker.events() != events) {
            throw new IllegalStateException("of " + events + " events " + journal.count()
                    + " are in the journal, " + dispatched + " of them dispatched, and "
                    + broker.events() + " on queues");
        }
        if (Files.readString(bundle.log()).contains("OutOfMemoryError")) {
            throw new IllegalStateException("OutOfMemoryError, see " + bundle.log());
        }
    }
}
