package io.github.koresimroutes.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures the bundle as it is shipped, and what it is compared with: docs/performance.md. */
@Command(name = "bench", mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {

    private static final Map<String, Scenario> ALL = Map.of("accepts", new Accepts(),
            "end-to-end", new EndToEnd(), "latency", new Latency());

    @Option(names = "--distribution", required = true, description = "The unpacked archive.")
    private Path distribution;

    @Option(names = "--rounds", defaultValue = "5")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "8",
            description = "How long each measurement of each round takes.")
    private double seconds;

    @Option(names = "--warm-up", defaultValue = "15")
    private double warmUp;

    @Option(names = "--connections", split = ",", defaultValue = "16,64,256")
    private List<Integer> connections;

    @Option(names = "--only", split = ",", description = "Some of what is compared.")
    private List<String> only = List.of();

    @Option(names = "--set", description = "A setting of everything that is measured, as key=value.")
    private Map<String, String> settings = Map.of();

    @Option(names = "--report", defaultValue = "target/bench/report.md")
    private Path report;

    @Parameters(description = "What to measure; all if none is named.")
    private List<String> scenarios;

    /** Exits with 0 when all was measured. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Report all = new Report(report);
        Path directory = java.nio.file.Files.createTempDirectory("kore-bench");
        for (String name : scenarios == null ? ALL.keySet() : scenarios) {
            try (Lab lab = new Lab(directory.resolve(name), distribution, settings)) {
                ALL.get(name).run(lab, new Rounds(rounds, seconds, warmUp, connections, only), all);
            }
        }
        return 0;
    }
}
