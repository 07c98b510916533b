package io.github.koresimroutes.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each input that was kept, once: what fuzzing has found stays found, without the fuzzer. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeptInputsTest {

    private static final Path KEPT = Path.of("src/test/resources/fuzz");

    @BeforeAll
    void start() throws Exception {
        HttpEntryFuzz.fuzzerInitialize();
    }

    @AfterAll
    void theServerServesAndHoldsOnlyWhatWasSigned() throws Exception {
        HttpEntryFuzz.end();
    }

    static Stream<String> connections() throws IOException {
        return names("http");
    }

    @ParameterizedTest
    @MethodSource("connections")
    void noConnectionBreaksTheServerOrMakesAnEventThatKoreDidNotSign(String name)
            throws Exception {
        HttpEntryFuzz.fuzzerTestOneInput(read("http", name));
    }

    static Stream<String> callbacks() throws IOException {
        return names("callback");
    }

    @ParameterizedTest
    @MethodSource("callbacks")
    void aCallbackIsTakenIfAndOnlyIfItIsSignedAndStrict(String name) {
        CallbackFuzz.fuzzerTestOneInput(read("callback", name));
    }

    static Stream<String> streams() throws IOException {
        return names("decoder");
    }

    @ParameterizedTest
    @MethodSource("streams")
    void aRequestEndsWhereRfc9112EndsItInWhateverPiecesItComes(String name) {
        DecoderFuzz.fuzzerTestOneInput(read("decoder", name));
    }

    private static Stream<String> names(String target) throws IOException {
        try (Stream<Path> files = Files.list(KEPT.resolve(target))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    private static byte[] read(String target, String name) {
        try {
            return Files.readAllBytes(KEPT.resolve(target).resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
