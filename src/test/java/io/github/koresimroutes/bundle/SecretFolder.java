package io.github.koresimroutes.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of one account's secrets, and how an operator rotates them. */
abstract class SecretFolder {

    final Path folder;

    private SecretFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** By the commands of docs/rotate-a-secret.md. */
    static SecretFolder byHand(Path folder, String current) throws Exception {
        return new ByHand(folder, current);
    }

    /** By a change of a Kubernetes Secret, as it reaches the directory where that is mounted. */
    static SecretFolder inKubernetes(Path folder, String current) throws Exception {
        return new InKubernetes(folder, current);
    }

    /** The settings that name the files. */
    Map<String, String> settings(String group) {
        return Map.of(group + "secret-file", folder.resolve("current").toString(),
                group + "next-secret-file", folder.resolve("next").toString(),
                group + "previous-secret-file", folder.resolve("previous").toString());
    }

    abstract void addNext(String secret) throws Exception;

    abstract void moveUp() throws Exception;

    abstract void removePrevious() throws Exception;

    private static final class ByHand extends SecretFolder {

        private static final Path DOCS = Path.of("docs/rotate-a-secret.md");

        ByHand(Path folder, String current) throws Exception {
            super(folder);
            Files.writeString(folder.resolve("current"), current + "\n");
        }

        @Override
        void addNext(String secret) throws Exception {
            Files.writeString(folder.resolve(".new"), secret + "\n");
            type("mv .new next");
        }

        @Override
        void moveUp() throws Exception {
            type("cp -p current .old && mv .old previous && mv next current");
        }

        @Override
        void removePrevious() throws Exception {
            type("rm previous");
        }

        private void type(String command) throws Exception {
            if (Files.readString(DOCS).lines().noneMatch(line -> line.strip().equals(command))) {
                throw new AssertionError(DOCS + " does not say: " + command);
            }
            int exitCode = new ProcessBuilder("sh", "-c", command).directory(folder.toFile())
                    .inheritIO().start().waitFor();
            if (exitCode != 0) {
                throw new AssertionError(command + " ended with " + exitCode);
            }
        }
    }

    /**
     * The kubelet writes a directory with all files, swaps the link to it, and only then makes and
     * removes the links that are named like the files.
     */
    private static final class InKubernetes extends SecretFolder {

        private final Map<String, String> secret = new TreeMap<>();
        private int version;

        InKubernetes(Path folder, String current) throws Exception {
            super(folder);
            secret.put("current", current);
            write();
        }

        @Override
        void addNext(String next) throws Exception {
            secret.put("next", next);
            write();
        }

        @Override
        void moveUp() throws Exception {
            secret.put("previous", secret.get("current"));
            secret.put("current", secret.remove("next"));
            write();
        }

        @Override
        void removePrevious() throws Exception {
            secret.remove("previous");
            write();
        }

        private void write() throws IOException {
            Path files = Files.createDirectory(folder.resolve("..version-" + ++version));
            for (Map.Entry<String, String> file : secret.entrySet()) {
                Files.writeString(files.resolve(file.getKey()), file.getValue());
            }
            Path link = Files.createSymbolicLink(
                    folder.resolve("..data_tmp"), files.getFileName());
            Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
            for (String name : List.of("current", "next", "previous")) {
                Path named = folder.resolve(name);
                if (!secret.containsKey(name)) {
                    Files.deleteIfExists(named);
                } else if (!Files.isSymbolicLink(named)) {
                    Files.createSymbolicLink(named, Path.of("..data", name));
                }
            }
        }
    }
}
