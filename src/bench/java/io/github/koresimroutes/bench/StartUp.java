package io.github.koresimroutes.bench;

import java.nio.file.Path;
import java.util.Map;

/**
 * How long it takes from the start until callbacks are accepted: the script, the JVM, the journal's
 * tables, the routes, all of it. The system has the files in memory already.
 */
final class StartUp implements Scenario {

    private static final int TIMES_A_ROUND = 3;
    private static final String PREFIX = "start-up ";

    @Override
    public void run(Lab lab, Rounds rounds, Report report) throws Exception {
        Broker broker = lab.broker();
        Path shared = sharedArchive(lab);
        for (int i = 0; i < rounds.count() * TIMES_A_ROUND; i++) {
            twice("SQLite and the embedded broker",
                    lab.bundle("sqlite", lab.sqlite(), null, lab.embeddedBroker()), report);
            twice("the same with a shared archive", lab.bundle("shared", lab.sqlite(), null,
                    lab.embeddedBroker(), "-XX:SharedArchiveFile=" + shared), report);
            twice("PostgreSQL and a broker",
                    lab.bundle("postgresql", lab.database(), broker, Map.of()), report);
        }
        report.table("Start-up", PREFIX);
        report.say("Start-up: a callback is accepted "
                + Report.format(report.median(PREFIX
                        + "SQLite and the embedded broker, again, until accepted ms"))
                + " ms after the start with SQLite and the embedded broker.");
    }

    /** Of the classes that a run has loaded when it has accepted a callback. */
    private static Path sharedArchive(Lab lab) throws Exception {
        Path archive = lab.directory().resolve("kore-sim.jsa");
        try (Subject trainee = lab.bundle("trainee", lab.sqlite(), null, lab.embeddedBroker(),
                "-XX:ArchiveClassesAtExit=" + archive + " -Xlog:cds=off -Xlog:cds+dynamic=off")) {
            trainee.start().awaitAnswer();
        }
        return archive;
    }

    private static void twice(String name, Subject bundle, Report report) throws Exception {
        for (String which : new String[] {"first start", "again"}) {
            long began = System.nanoTime();
            bundle.start();
            double listens = (System.nanoTime() - began) / 1e6;
            bundle.awaitAnswer();
            double accepts = (System.nanoTime() - began) / 1e6;
            bundle.close();
            report.add(PREFIX + name + ", " + which + ", until it listens ms", listens);
            report.add(PREFIX + name + ", " + which + ", until accepted ms", accepts);
        }
    }
}
