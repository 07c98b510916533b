package io.github.koresimroutes.bench.micro;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.Main;

/**
 * Runs the benchmarks of single pieces: all of them, or those that the arguments name, which are
 * JMH's own ({@code -h} lists them). What each measures, and how often, it says itself.
 */
public final class Micro {

    private static final Path RESULT = Path.of("target", "bench", "micro.csv");

    private Micro() {
    }

    public static void main(String[] args) throws Exception {
        List<String> all = new ArrayList<>(Arrays.asList(args));
        if (!all.contains("-rff")) {
            Files.createDirectories(RESULT.getParent());
            all.addAll(List.of("-rff", RESULT.toString()));
        }
        Main.main(all.toArray(String[]::new));
    }
}
