package io.github.koresimroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.koresimroutes.callback.SecretStore;
import io.github.koresimroutes.config.Defaults;
import io.github.koresimroutes.config.Settings;
import io.github.koresimroutes.config.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSettingsTest {

    private static final String A = "AC" + "a1".repeat(16);
    private static final String B = "AC" + "b2".repeat(16);
    private static final String OF_A = "kore.callback.account." + A + ".";
    private static final String OF_B = "kore.callback.account." + B + ".";

    @TempDir
    private Path folder;

    private final Map<String, String> values = new HashMap<>(Map.of(
            "kore.callback.url", "https://callbacks.example.com/"));

    @Test
    void theDefaultSecretIsRequiredWhereNoAccountHasItsOwn() {
        assertThatThrownBy(this::read).isInstanceOf(SettingsException.class)
                .hasMessageContaining("kore.callback.secret is not set.");
        values.put("kore.callback.next-secret", "x");
        assertThatThrownBy(this::read).isInstanceOf(SettingsException.class)
                .hasMessageContaining("kore.callback.secret is not set.");
    }

    @Test
    void withAccountsTheDefaultSecretIsOptional() {
        values.put(OF_A + "secret", "of-a");
        values.put(OF_A + "previous-secret", "old-of-a");
        values.put(OF_B + "secret", "of-b");
        assertThat(read(A, B).labels())
                .containsExactly(A + "/current", A + "/previous", B + "/current");

        values.put("kore.callback.secret", "default");
        assertThat(read(A, B).labels()).contains("current");

        values.remove("kore.callback.secret");
        values.put("kore.callback.next-secret", "default");
        assertThatThrownBy(() -> read(A, B))
                .hasMessageContaining("kore.callback.secret is not set.");
    }

    @Test
    void anAccountNeedsACurrentSecret() {
        values.put("kore.callback.secret", "default");
        values.put(OF_A + "next-secret", "of-a");

        assertThatThrownBy(() -> read(A)).isInstanceOf(SettingsException.class)
                .hasMessageContaining(OF_A + "secret is not set.").hasMessageNotContaining("of-a");
    }

    @Test
    void twoAccountsWithTheSameSecretStopTheStart() throws Exception {
        values.put(OF_A + "secret", "the-value");
        values.put(OF_B + "secret-file", file("b", "the-value\n").toString());

        assertThatThrownBy(() -> read(A, B)).isInstanceOf(SettingsException.class)
                .hasMessageContaining(OF_A + "secret and " + OF_B + "secret-file hold the same")
                .hasMessageNotContaining("the-value");
    }

    @Test
    void theFileOfANextSecretMayComeAndGo() throws Exception {
        values.put("kore.callback.secret", "one");
        values.put("kore.callback.next-secret-file", folder.resolve("next").toString());
        SecretStore store = read();
        assertThat(store.absent()).containsExactly("next");

        file("next", "two");
        store.refresh();
        assertThat(store.absent()).isEmpty();

        Files.delete(folder.resolve("next"));
        store.refresh();
        assertThat(store.absent()).containsExactly("next");
        assertThat(store.troubles()).isEmpty();
    }

    /** An empty file, one that is a directory, a link to nowhere, a mount that is gone. */
    @Test
    void aNextSecretWhoseFileCannotBeReadStays() throws Exception {
        Path mount = Files.createDirectory(folder.resolve("mount"));
        values.put("kore.callback.secret", "one");
        values.put("kore.callback.next-secret-file", mount.resolve("next").toString());
        Files.writeString(mount.resolve("next"), "two");
        SecretStore store = read();

        Files.writeString(mount.resolve("next"), "\n");
        assertStays(store);
        Files.delete(mount.resolve("next"));
        Files.createDirectory(mount.resolve("next"));
        assertStays(store);
        Files.delete(mount.resolve("next"));
        Files.createSymbolicLink(mount.resolve("next"), mount.resolve("nowhere"));
        assertStays(store);
        Files.delete(mount.resolve("next"));
        Files.delete(mount);
        assertStays(store);
    }

    @Test
    void aCurrentSecretWhoseFileIsRemovedStays() throws Exception {
        Path file = file("current", "one");
        values.put("kore.callback.secret-file", file.toString());
        SecretStore store = read();
        Files.delete(file);
        store.refresh();

        assertThat(store.absent()).isEmpty();
        assertThat(store.troubles().get("current"))
                .contains("kore.callback.secret-file = " + file, "does not exist");
    }

    @Test
    void aFileThatIsMissingAtTheStartStopsItUnlessItIsToCome() {
        values.put("kore.callback.secret-file", folder.resolve("none").toString());
        assertThatThrownBy(this::read).isInstanceOf(SettingsException.class)
                .hasMessageContaining("does not exist");

        values.remove("kore.callback.secret-file");
        values.put("kore.callback.secret", "one");
        values.put("kore.callback.next-secret-file", folder.resolve("none/next").toString());
        assertThatThrownBy(this::read).as("its directory is missing, too")
                .isInstanceOf(SettingsException.class).hasMessageContaining("does not exist");
    }

    /** Kubernetes swaps a link to the directory that holds all files. */
    @Test
    void aSwappedLinkIsSeen() throws Exception {
        Path one = Files.createDirectory(folder.resolve("one"));
        Path two = Files.createDirectory(folder.resolve("two"));
        Files.writeString(one.resolve("secret"), "first");
        Files.writeString(two.resolve("secret"), "second");
        Path data = Files.createSymbolicLink(folder.resolve("..data"), one);
        Path secret = Files.createSymbolicLink(folder.resolve("secret"), data.resolve("secret"));
        values.put("kore.callback.secret-file", secret.toString());
        SecretStore store = read();
        Object before = store.current();

        Path swapped = Files.createSymbolicLink(folder.resolve("..tmp"), two);
        Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE);
        store.refresh();

        assertThat(store.current()).isNotSameAs(before);
        assertThat(store.troubles()).isEmpty();
    }

    private void assertStays(SecretStore store) {
        store.refresh();
        assertThat(store.absent()).isEmpty();
        assertThat(store.troubles()).containsOnlyKeys("next");
    }

    private Path file(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content);
    }

    private SecretStore read(String... sids) {
        Properties defaults = Defaults.load();
        return CallbackSettings.read(new Settings(key -> Optional.ofNullable(
                        values.getOrDefault(key, defaults.getProperty(key)))),
                new TreeSet<>(List.of(sids)), Set.of()).secrets();
    }
}
