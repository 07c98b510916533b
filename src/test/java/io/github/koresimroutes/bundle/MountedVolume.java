package io.github.koresimroutes.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A directory where a kubelet mounts a ConfigMap or a Secret, and follows its changes. */
final class MountedVolume {

    private final Path directory;
    private Path before;
    private int version;

    /** @param directory is made */
    MountedVolume(Path directory, Map<String, String> files) throws IOException {
        this.directory = Files.createDirectories(directory);
        change(files);
    }

    /**
     * Step by step as the kubelet does it: a directory with all files, the link to it is swapped,
     * and only then are links of the files' names made and removed, and the directory before.
     */
    void change(Map<String, String> files) throws IOException {
        Path now = Files.createDirectory(directory.resolve("..version-" + ++version));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(now.resolve(file.getKey()), file.getValue());
        }
        Path link = Files.createSymbolicLink(directory.resolve("..data_tmp"), now.getFileName());
        Files.move(link, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        for (String name : files.keySet()) {
            if (!Files.isSymbolicLink(directory.resolve(name))) {
                Files.createSymbolicLink(directory.resolve(name), Path.of("..data", name));
            }
        }
        for (Path named : list(directory)) {
            String name = named.getFileName().toString();
            if (!name.startsWith("..") && !files.containsKey(name)) {
                Files.delete(named);
            }
        }
        if (before != null) {
            for (Path file : list(before)) {
                Files.delete(file);
            }
            Files.delete(before);
        }
        before = now;
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
