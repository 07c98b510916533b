package io.github.koresimroutes.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where databases, brokers and logs are; it goes at the end, unless something is to be seen. */
final class Scratch implements AutoCloseable {

    private final Path directory;
    private boolean kept;

    Scratch(boolean kept) throws IOException {
        this.kept = kept;
        directory = Files.createTempDirectory("kore-bench");
    }

    Path directory() {
        return directory;
    }

    /** The bundle of an archive. */
    Path unpack(Path archive) throws IOException, InterruptedException {
        Path bundle = Files.createDirectory(directory.resolve("bundle"));
        Process tar = new ProcessBuilder("tar", "-xzf", archive.toAbsolutePath().toString(),
                "-C", bundle.toString(), "--strip-components=1").inheritIO().start();
        if (tar.waitFor() != 0) {
            throw new IOException(archive + " could not be unpacked");
        }
        return bundle;
    }

    /** From now on all stays: the logs say what went wrong. */
    void keep() {
        kept = true;
    }

    /** Nobody needs this part of it any more. */
    void done(Path part) throws IOException {
        if (!kept) {
            delete(part);
        }
    }

    @Override
    public void close() throws IOException {
        if (kept) {
            System.out.println("Kept: " + directory);
        } else {
            delete(directory);
        }
    }

    /** Links in it are removed, and not what they lead to. */
    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
