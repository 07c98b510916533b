package io.github.koresimroutes.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.docs.Compatibility.Combination;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompatibilityTest {

    private static final String EMPTY = Compatibility.BEGIN + "\n" + Compatibility.END + "\n";

    @TempDir
    private Path directory;

    /** After an update of a library the table is to be written anew, by a run. */
    @Test
    void theReadmeHasALineForEachCombinationWithTheVersionsOfToday() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        for (Combination combination : Compatibility.all()) {
            assertThat(combination.key()).doesNotContain("?");
            assertThat(readme).contains("\n" + combination.key());
        }
        assertThat(readme).doesNotContain(" not run |");
    }

    @Test
    void whatRanIsCountedAndWhatDidNotKeepsItsLine() throws Exception {
        Path report = Files.writeString(directory.resolve("report.xml"), """
                <testsuite name="x" time="1.5" tests="9" errors="1" skipped="2" failures="1">
                """);
        List<Combination> some = List.of(
                new Combination("a", "b", "c", List.of(report), ""),
                new Combination("d", "e", "f", List.of(directory.resolve("none")), "g"));

        String first = Compatibility.updated(EMPTY, some);
        assertThat(first).contains("| a | b | c | 5 of 7 |", "| d | e | f | not run | not run |");
        String later = first.replace("| d | e | f | not run | not run |",
                "| d | e | f | 3 of 3 | 50 faults: lost 0, twice 0 |");
        assertThat(Compatibility.updated(later, some)).isEqualTo(later);
    }
}
