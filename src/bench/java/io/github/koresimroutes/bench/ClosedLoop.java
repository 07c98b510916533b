package io.github.koresimroutes.bench;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/** What a number of connections gets answered at the most, each with one callback under way. */
final class ClosedLoop {

    private static final int WARM_UP_CONNECTIONS = 64;
    private static final List<String> PERCENTILES = List.of("50", "99", "99.9");

    private final Lab lab;
    private final Rounds rounds;
    private final Report report;

    ClosedLoop(Lab lab, Rounds rounds, Report report) {
        this.lab = lab;
        this.rounds = rounds;
        this.report = report;
    }

    /** Lets each process compile what it runs. */
    void warmUp(Collection<Subject> subjects) throws IOException {
        for (Subject subject : subjects) {
            subject.awaitAnswer();
            try (Load load = new Load(subject.port(), WARM_UP_CONNECTIONS, Lab.callbacks(1))) {
                load.closed(rounds.warmUp());
            }
        }
    }

    Load.Outcome measure(Subject subject, String name, int connections) throws IOException {
        return measure(subject, name, connections, Lab.callbacks(1));
    }

    /**
     * Measures one round.
     *
     * @throws IllegalStateException where an answer is not 200
     */
    Load.Outcome measure(Subject subject, String name, int connections, Callbacks callbacks)
            throws IOException {
        try (Load load = new Load(subject.port(), connections, callbacks)) {
            OptionalLong database = lab.databasePid();
            double commits = subject.metric("kore_journal_commit_seconds_count");
            double stored = subject.metric("kore_journal_commit_events_total");
            double ownTime = CpuTime.seconds(subject.pid());
            double databaseTime = database.isPresent() ? CpuTime.seconds(database.getAsLong()) : 0;
            double loadTime = CpuTime.ofThisThread();
            Load.Outcome outcome = load.closed(rounds.seconds());
            loadTime = CpuTime.ofThisThread() - loadTime;
            ownTime = CpuTime.seconds(subject.pid()) - ownTime;
            databaseTime = database.isPresent()
                    ? CpuTime.seconds(database.getAsLong()) - databaseTime : 0;
            if (outcome.refused() > 0 || outcome.accepted() == 0) {
                throw new IllegalStateException(name + ": " + outcome.refused() + " refused, "
                        + outcome.accepted() + " accepted");
            }
            report.add(name + ", per second", outcome.rate());
            for (String percentile : PERCENTILES) {
                report.add(name + ", p" + percentile + " ms",
                        outcome.millis(Double.parseDouble(percentile)));
            }
            commits = subject.metric("kore_journal_commit_seconds_count") - commits;
            if (commits > 0) {
                report.add(name + ", events a commit",
                        (subject.metric("kore_journal_commit_events_total") - stored) / commits);
            }
            report.add(name + ", CPU µs an event", ownTime * 1e6 / outcome.accepted());
            report.add(name + ", CPU µs an event, load", loadTime * 1e6 / outcome.accepted());
            if (database.isPresent()) {
                report.add(name + ", CPU µs an event, database",
                        databaseTime * 1e6 / outcome.accepted());
            }
            return outcome;
        }
    }
}
