package io.github.koresimroutes.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the mark tells each way in which a secret comes, changes and goes. */
class SecretFileTest {

    @TempDir
    private Path folder;

    @Test
    void theMarkOfAFileIsTheSameUntilItIsReplacedOrGone() throws Exception {
        Path path = folder.resolve("current");
        SecretFile file = new SecretFile("key", path.toString());
        Object absent = file.mark();
        Files.writeString(path, "one");
        Object first = file.mark();
        assertThat(first).isEqualTo(file.mark()).isNotEqualTo(absent);

        // As large, and as old.
        Path other = Files.writeString(folder.resolve("other"), "two");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(path));
        Files.move(other, path, StandardCopyOption.ATOMIC_MOVE);
        Object second = file.mark();
        assertThat(second).isNotEqualTo(first);

        Files.writeString(path, "three");
        assertThat(file.mark()).isNotEqualTo(second);
        Files.delete(path);
        assertThat(file.mark()).isEqualTo(absent);
    }

    @Test
    void theMarkOfALinkIsThatOfWhatItLeadsTo() throws Exception {
        Path one = Files.createDirectory(folder.resolve("one"));
        Path two = Files.createDirectory(folder.resolve("two"));
        Files.writeString(one.resolve("current"), "first");
        Files.writeString(two.resolve("current"), "other");
        Path data = Files.createSymbolicLink(folder.resolve("..data"), one);
        Path path = Files.createSymbolicLink(folder.resolve("current"), data.resolve("current"));
        SecretFile file = new SecretFile("key", path.toString());
        Object before = file.mark();

        Path swapped = Files.createSymbolicLink(folder.resolve("..tmp"), two);
        Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE);

        assertThat(file.mark()).isNotEqualTo(before);
    }
}
