package io.github.koresimroutes.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes the directories that hold data, which is nobody else's business. */
final class Directories {

    private Directories() {
    }

    /** Makes the directory, for its owner only, unless it exists. */
    static void create(Path directory, String setting) {
        try {
            if (Files.isDirectory(directory)) {
                return;
            }
            if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
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
}
