package io.github.koresimroutes.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs each target for its part of a time, in a process of its own, and sums up. With
 * {@code minimise} instead of a time it adds those inputs of the last run to the kept ones that
 * reach something new.
 */
public final class FuzzRun {

    /** A target, and how many tenths of the time it gets. */
    private record Target(String name, Class<?> type, int tenths) {
    }

    private static final List<Target> TARGETS = List.of(
            new Target("http", HttpEntryFuzz.class, 6),
            new Target("callback", CallbackFuzz.class, 2),
            new Target("decoder", DecoderFuzz.class, 2));
    private static final Path KEPT = Path.of("src/test/resources/fuzz");
    private static final Path TARGET = Path.of("target/fuzz");
    /** What guides: our code and the HTTP below it, but not what runs beside an input. */
    private static final String GUIDES = String.join(":",
            "io.github.koresimroutes.callback.**", "io.github.koresimroutes.http.**",
            "io.github.koresimroutes.camel.**", "io.netty.handler.codec.http.**",
            "io.vertx.core.http.impl.**", "io.vertx.ext.web.**",
            "com.fasterxml.jackson.core.json.**");
    /** It would take the harness's own connections for findings. */
    private static final String NO_HOOKS =
            "com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery";
    private static final Pattern NUMBERS = Pattern.compile(
            "stat::(number_of_executed_units): +([0-9]+)|(cov|ft|corp): ([0-9]+)");

    private FuzzRun() {
    }

    /** @param args how many seconds in all, or {@code minimise} */
    public static void main(String[] args) throws Exception {
        boolean failed = false;
        List<String> lines = new ArrayList<>();
        for (Target target : TARGETS) {
            Path corpus = Files.createDirectories(TARGET.resolve(target.name()));
            if (args[0].equals("minimise")) {
                run(target, List.of("-set_cover_merge=1", "-use_counters=0",
                        kept(target).toString(), corpus.toString()));
                continue;
            }
            long start = System.nanoTime();
            int seconds = Math.max(1, Integer.parseInt(args[0]) * target.tenths() / 10);
            Map<String, Long> numbers = run(target, List.of("-max_total_time=" + seconds,
                    corpus.toString(), kept(target).toString()));
            boolean found = numbers.get("exit") != 0;
            failed |= found;
            long took = Math.max(1, (System.nanoTime() - start) / 1_000_000_000);
            long inputs = numbers.getOrDefault("number_of_executed_units", 0L);
            lines.add(String.format("%-9s %9d inputs in %4d s, %6d a second; edges %d, features %d,"
                    + " corpus %d; %s", target.name(), inputs, took, inputs / took,
                    numbers.get("cov"), numbers.get("ft"), numbers.get("corp"),
                    found ? "A FINDING: target/fuzz/" + target.name() + ".log" : "no finding"));
        }
        lines.forEach(System.out::println);
        System.exit(failed ? 1 : 0);
    }

    private static Path kept(Target target) {
        return KEPT.resolve(target.name());
    }

    private static Map<String, Long> run(Target target, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g",
                // Or a fault that is known is not known by its trace after a while.
                "-XX:-OmitStackTraceInFastThrow",
                "-cp", System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.type().getName(),
                "--instrumentation_includes=" + GUIDES, "--custom_hook_includes=" + GUIDES,
                "--disabled_hooks=" + NO_HOOKS,
                "--reproducer_path=" + TARGET,
                "-artifact_prefix=" + TARGET.resolve(target.name() + "-"),
                "-dict=" + KEPT.resolve("dictionary"), "-max_len=4096", "-timeout=60",
                "-rss_limit_mb=4096", "-print_final_stats=1"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Map<String, Long> numbers = new LinkedHashMap<>();
        Path log = TARGET.resolve(target.name() + ".log");
        try (BufferedReader out = new BufferedReader(new InputStreamReader(
                process.getInputStream(), StandardCharsets.UTF_8));
                PrintStream file = new PrintStream(log.toFile(), StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                file.println(line);
                Matcher number = NUMBERS.matcher(line);
                while (number.find()) {
                    boolean end = number.group(1) != null;
                    numbers.put(number.group(end ? 1 : 3),
                            Long.parseLong(number.group(end ? 2 : 4)));
                }
            }
        }
        numbers.put("exit", (long) process.waitFor());
        return numbers;
    }
}
