package io.github.koresimroutes.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether a journal that holds millions of events takes and dispatches new ones more slowly. */
final class JournalSize implements Scenario {

    private static final int CONNECTIONS = 64;
    private static final String PREFIX = "journal of ";
    private static final String ACCEPTS = ", accepts";
    private static final String ACCEPTS_THEN = ", accepts right after a checkpoint";

    /** A journal that began with so many rows, and its bundle. */
    private record Sized(long rows, Journal journal, Subject bundle) {

        String name() {
            return PREFIX + Report.count(rows) + " rows";
        }

        /** Only the empty one would be a much larger one after a few rounds. */
        Sized again() throws SQLException {
            if (rows == 0) {
                journal.update("TRUNCATE sim_event, sim_event_dispatch");
            }
            return this;
        }
    }

    @Override
    public void run(Lab lab, Rounds rounds, Report report) throws Exception {
        List<Sized> all = sized(lab, rounds.trial()
                ? List.of(0L, 20_000L, 200_000L) : List.of(0L, 1_000_000L, 10_000_000L));
        ClosedLoop loop = new ClosedLoop(lab, rounds, report);
        loop.warmUp(all.stream().map(Sized::bundle).toList());
        for (Sized each : all) {
            each.journal().awaitNothingWaits(Duration.ofMinutes(10));
        }
        long backlog = rounds.trial() ? 20_000 : 100_000;
        String drained = ", " + Report.count(backlog) + " drained, per second";
        for (int round = 0; round < rounds.count(); round++) {
            for (Sized each : all) {
                report.add(each.name() + drained,
                        Drain.perSecond(each.again().journal(), backlog));
            }
        }
        all.forEach(each -> each.journal().halt());
        // The first change of a page after a checkpoint goes into the log as the whole page, and
        // tokens change pages in no order: minutes later each page of an index has been changed.
        lab.checkpoint();
        long checkpoints = checkpoints(lab);
        loop.warmUp(all.stream().map(Sized::bundle).toList());
        for (int round = 0; round < rounds.count(); round++) {
            for (Sized each : all) {
                loop.measure(each.again().bundle(), each.name() + ACCEPTS, CONNECTIONS);
            }
        }
        if (checkpoints(lab) != checkpoints) {
            report.say("The database made a checkpoint while it was measured what it does between"
                    + " two: with fewer rounds, or shorter ones, it would not.");
        }
        for (int round = 0; round < rounds.count(); round++) {
            for (Sized each : all) {
                each.again();
                lab.checkpoint();
                loop.measure(each.bundle(), each.name() + ACCEPTS_THEN, CONNECTIONS);
            }
        }
        report.table("The journal's size, PostgreSQL, " + CONNECTIONS + " connections", PREFIX);
        String least = all.get(0).name();
        String most = all.get(all.size() - 1).name();
        report.say("The " + most + ": " + share(report, most, least, ACCEPTS + ", per second")
                + " of the accepts of an empty one, right after a checkpoint "
                + share(report, most, least, ACCEPTS_THEN + ", per second") + ", and "
                + share(report, most, least, drained) + " of its dispatch. At the end there were "
                + rowsNow(all) + ".");
    }

    private static long checkpoints(Lab lab) throws Exception {
        return new Journal(lab.postgres().url()).number(
                "SELECT checkpoints_timed + checkpoints_req FROM pg_stat_bgwriter");
    }

    private static List<Sized> sized(Lab lab, List<Long> sizes) throws Exception {
        List<Journal> journals = new ArrayList<>();
        for (long rows : sizes) {
            Journal journal = new Journal(lab.database()).withTables();
            new MadeRows(journal).dispatched(rows);
            journals.add(journal);
        }
        Broker broker = lab.broker();
        List<Sized> all = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            Journal journal = journals.get(i);
            all.add(new Sized(sizes.get(i), journal, lab.bundle("rows" + sizes.get(i),
                    journal.url(), broker, Map.of()).start()));
        }
        return all;
    }

    private static String rowsNow(List<Sized> all) throws SQLException {
        List<Long> now = new ArrayList<>();
        for (Sized each : all) {
            long rows = each.journal().count();
            if (rows < each.rows()) {
                throw new IllegalStateException(rows + " rows are left of " + each.rows());
            }
            now.add(rows);
        }
        return now.stream().map(Report::count).collect(Collectors.joining("; "));
    }

    private static String share(Report report, String one, String other, String what) {
        return Report.format(100 * report.median(one + what) / report.median(other + what)) + " %";
    }
}
