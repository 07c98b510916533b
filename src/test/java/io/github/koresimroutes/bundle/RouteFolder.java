package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A routes directory, which begins with the shipped files, and the ways in which it changes. */
final class RouteFolder {

    static final String ROUTING = "route-by-status.camel.yaml";

    private final Path folder;
    private int version;

    RouteFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    Path path() {
        return folder;
    }

    String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    static String shipped(String file) throws IOException {
        return Files.readString(Path.of("routes", file));
    }

    void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    void delete(String file) throws IOException {
        Files.delete(folder.resolve(file));
    }

    void rename(String file, String to) throws IOException {
        Files.move(folder.resolve(file), folder.resolve(to));
    }

    void replace(String file, String what, String by) throws IOException {
        String text = text(file);
        assertThat(text).contains(what);
        write(file, text.replace(what, by));
    }

    /** The routing file with another queue for a status, as people edit it. */
    static String sending(String status, String queue) throws IOException {
        String text = shipped(ROUTING);
        String to = "\"{{kore.queue." + status + "}}\"";
        assertThat(text).contains(to);
        return text.replace(to, queue);
    }

    /**
     * Makes it a directory as Kubernetes mounts a ConfigMap: the kubelet writes one with all files,
     * swaps the link to it, and only then makes the links that are named like the files.
     */
    void mount(Map<String, String> changed) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        all.putAll(changed);
        Path files = Files.createDirectory(folder.resolve("..version-" + ++version));
        for (Map.Entry<String, String> file : all.entrySet()) {
            Files.writeString(files.resolve(file.getKey()), file.getValue());
        }
        Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), files.getFileName());
        Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        for (String name : all.keySet()) {
            Path named = folder.resolve(name);
            if (!Files.isSymbolicLink(named)) {
                Files.deleteIfExists(named);
                Files.createSymbolicLink(named, Path.of("..data", name));
            }
        }
    }
}
