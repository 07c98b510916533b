package io.github.koresimroutes.config;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * A file that holds nothing but a secret, and the setting that names it.
 *
 * @param key  the setting
 * @param file the path as it was given
 */
public record SecretFile(String key, String file) {

    /**
     * What it holds now, without white space around it.
     *
     * @throws SettingsException where it cannot be read, or is empty
     */
    public String read() {
        String content;
        try {
            content = Files.readString(Path.of(file), StandardCharsets.UTF_8).trim();
        } catch (IOException | InvalidPathException e) {
            String why = new File(file).exists() ? "cannot be read" : "does not exist";
            throw new SettingsException(shown() + ": the file " + why
                    + ". Check the path, and that this user may read it.",
                    e instanceof IOException && shown().endsWith(file) ? e : null);
        }
        if (content.isEmpty()) {
            throw new SettingsException(
                    shown() + ": the file is empty. Write the secret into it.");
        }
        return content;
    }

    /** Something else once its content may have changed; cheaper than to read it. */
    public Object mark() {
        // Most of the time there is no next or previous one: that is asked without an exception.
        if (!new File(file).exists()) {
            return List.of();
        }
        try {
            BasicFileAttributes now =
                    Files.readAttributes(Path.of(file), BasicFileAttributes.class);
            return List.of(String.valueOf(now.fileKey()), now.lastModifiedTime(), now.size());
        } catch (IOException | InvalidPathException e) {
            return List.of();
        }
    }

    /** The setting; with its value unless that may be a secret which was set in the wrong place. */
    private String shown() {
        try {
            Path path = Path.of(file);
            if (path.isAbsolute() || Files.exists(path) || path.getParent() != null
                    && Files.isDirectory(path.getParent())) {
                return key + " = " + file;
            }
        } catch (InvalidPathException e) {
            // no path
        }
        return key + " (not shown, as it may be a secret; is it the name of a file?)";
    }

    /** Whether it is not there, though its directory is: it was not made yet, or removed. */
    public boolean isAbsent() {
        try {
            Path path = Path.of(file).toAbsolutePath();
            return Files.notExists(path, LinkOption.NOFOLLOW_LINKS)
                    && path.getParent() != null && Files.isDirectory(path.getParent());
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
