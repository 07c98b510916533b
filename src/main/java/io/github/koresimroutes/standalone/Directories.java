package io.github.koresimroutes.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes the directories and files that hold data, which is nobody else's business. */
final class Directories {

    private Directories() {
    }

    /** Makes the directory, for its owner only, unless it exists. */
    static void create(Path directory, String setting) {
        try {
            if (Files.isDirectory(directory)) {
                return;
            }
            if (knowsUsers(directory)) {
                Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw new StartException("the data directory " + directory + " (setting " + setting
                    + ") cannot be made: " + e, e);
        }
    }

    /** Makes the file, for its owner only. */
    static void createFile(Path file) throws IOException {
        if (knowsUsers(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    private static boolean knowsUsers(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
