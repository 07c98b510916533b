package io.github.koresimroutes.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the bundle as it is shipped, and what it is compared with: docs/performance.md. */
@Command(name = "bench", mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {

    private static final Map<String, Scenario> ALL = new LinkedHashMap<>();

    static {
        ALL.put("limits", new Limits());
        ALL.put("accepts", new Accepts());
        ALL.put("duplicates", new Duplicates());
        ALL.put("embedded-accepts", new EmbeddedAccepts());
        ALL.put("end-to-end", new EndToEnd());
        ALL.put("instances", new Instances());
        ALL.put("latency", new Latency());
        ALL.put("journal-size", new JournalSize());
        ALL.put("lanes", new Lanes());
        ALL.put("memory", new Memory());
        ALL.put("start-up", new StartUp());
    }

    /** Where the bundle is. */
    static final class Place {

        @Option(names = "--archive", description = "The tar.gz that a build packs.")
        private Path archive;

        @Option(names = "--distribution", description = "The unpacked archive.")
        private Path distribution;

        private Path distribution(Scratch scratch) throws Exception {
            return archive == null ? distribution : scratch.unpack(archive);
        }
    }

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Place place;

    @Option(names = "--rounds", defaultValue = "5")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "8",
            description = "How long each measurement of each round takes. Below 5 it is a trial,"
                    + " with fewer rows and events.")
    private double seconds;

    @Option(names = "--warm-up", defaultValue = "60",
            description = "Seconds of load for each before anything is measured: with less, the stock"
                    + " pattern is still being compiled in the first rounds.")
    private double warmUp;

    @Option(names = "--connections", split = ",", defaultValue = "16,64,256")
    private List<Integer> connections;

    @Option(names = "--only", split = ",", description = "Some of what is compared.")
    private List<String> only = List.of();

    @Option(names = "--set", description = "A setting of everything that is measured, as key=value.")
    private Map<String, String> settings = Map.of();

    @Option(names = "--report", defaultValue = "target/bench/report.md")
    private Path report;

    @Option(names = "--keep", description = "Keeps databases, brokers and logs.")
    private boolean keep;

    @Parameters(description = "What to measure; all if none is named.")
    private List<String> scenarios;

    /** Exits with 0 when all was measured. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Collection<String> names = scenarios == null ? ALL.keySet() : scenarios;
        for (String name : names) {
            if (!ALL.containsKey(name)) {
                throw new ParameterException(spec.commandLine(), "There is no " + name
                        + ", only: " + String.join(", ", ALL.keySet()));
            }
        }
        Scratch scratch = new Scratch(keep);
        try {
            measure(names, scratch);
        } catch (Exception | Error e) {
            scratch.keep();
            throw e;
        } finally {
            scratch.close();
        }
        return 0;
    }

    private void measure(Collection<String> names, Scratch scratch) throws Exception {
        Path distribution = place.distribution(scratch);
        Rounds how = new Rounds(rounds, seconds, warmUp, connections, only);
        Report all = new Report(report);
        try (Lab lab = lab(scratch.directory().resolve("conditions"), distribution)) {
            all.say(Conditions.of(lab, distribution, how));
        }
        for (String name : names) {
            Path directory = scratch.directory().resolve(name);
            try (Lab lab = lab(directory, distribution)) {
                ALL.get(name).run(lab, how, all);
            }
            // Some leave gigabytes behind.
            scratch.done(directory);
        }
    }

    private Lab lab(Path directory, Path distribution) throws IOException {
        return new Lab(directory, distribution, settings);
    }
}
