package io.github.koresimroutes.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** The example of an overlay, made complete by the commands of docs/kubernetes.md. */
public final class ExampleOverlay {

    private static final Path DOCUMENT = Path.of("docs/kubernetes.md");
    private static final String HEADING = "## Make an overlay";

    private ExampleOverlay() {
    }

    /** What the example makes: by its files, and as kubectl renders it where that is there. */
    static Stream<Named<Manifests>> bothWays() {
        return Both.INSTANCE.stream();
    }

    /**
     * Does what the document says.
     *
     * @param project an empty directory that takes the place of the project
     * @return the overlay in it
     */
    public static Path make(Path project) throws IOException, InterruptedException {
        copy(Path.of("kubernetes"), project.resolve("kubernetes"));
        copy(Path.of("routes"), project.resolve("routes"));
        Process shell = new ProcessBuilder("sh", "-eu", "-c", commands())
                .directory(project.toFile()).redirectErrorStream(true).start();
        String output = new String(
                shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (shell.waitFor() != 0) {
            throw new AssertionError(DOCUMENT + ", " + HEADING + ": " + output);
        }
        return project.resolve("kubernetes/overlays/mine");
    }

    private static String commands() throws IOException {
        String section = Files.readString(DOCUMENT).split("(?m)^" + HEADING + "$", 2)[1];
        return section.split("```sh\n", 2)[1].split("```", 2)[0];
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/secrets/")).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static final class Both {

        private static final List<Named<Manifests>> INSTANCE = make();

        private static List<Named<Manifests>> make() {
            try {
                Path overlay = ExampleOverlay.make(Files.createTempDirectory("kore-overlay"));
                List<Named<Manifests>> both = new ArrayList<>();
                both.add(Named.of("files", Manifests.ofFiles(overlay)));
                if (Manifests.canRender()) {
                    both.add(Named.of("rendered", Manifests.rendered(overlay)));
                }
                return both;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
