package io.github.koresimroutes.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What several lanes of one process bring, where all of a backlog's SIMs are different ones. */
final class Lanes implements Scenario {

    private static final List<Integer> LANES = List.of(1, 2, 4);

    @Override
    public void run(Lab lab, Rounds rounds, Report report) throws Exception {
        long backlog = rounds.trial() ? 20_000 : 200_000;
        Broker broker = lab.broker();
        Map<Integer, Journal> journals = new LinkedHashMap<>();
        for (int lanes : LANES) {
            Journal journal = new Journal(lab.database()).withTables();
            lab.bundle("lanes" + lanes, journal.url(), broker,
                    Map.of("kore.dispatch.lanes", Integer.toString(lanes))).start();
            journals.put(lanes, journal);
        }
        for (Journal journal : journals.values()) {
            Drain.perSecond(journal, backlog / 4);
        }
        for (int round = 0; round < rounds.count(); round++) {
            for (int lanes : LANES) {
                long before = broker.events();
                double rate = Drain.perSecond(journals.get(lanes), backlog);
                long sent = broker.events() - before;
                if (sent != backlog) {
                    throw new IllegalStateException(
                            lanes + " lanes: " + sent + " messages of " + backlog + " events");
                }
                report.add(name(lanes), rate);
            }
        }
        report.table("Dispatch by several lanes, PostgreSQL, a backlog of "
                + Report.count(backlog), "lanes ");
        report.say("Lanes: two dispatch " + Report.format(ratio(report, 2))
                + " times as fast as one, four " + Report.format(ratio(report, 4)) + " times.");
    }

    private static String name(int lanes) {
        return "lanes " + lanes + ", events dispatched, per second";
    }

    private static double ratio(Report report, int lanes) {
        return report.median(name(lanes)) / report.median(name(1));
    }
}
