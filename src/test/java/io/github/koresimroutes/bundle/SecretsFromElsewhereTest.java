package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Secrets as platforms give them, to one process that is never started again. */
@Timeout(240)
class SecretsFromElsewhereTest {

    private static final String ACCOUNT = "AC" + "d7".repeat(16);
    private static final String BY_PLACEHOLDER = "p$a#{b}%c\"d~\\e";
    private static final String BY_ENVIRONMENT = "e${a}#{b}%20\\u0041 f\\";
    private static final String BY_FILE = "f{{a}}}}$b#{c}%d\\n{{";

    @TempDir
    private Path directory;
    private TestBroker broker;
    private BundleProcess bundle;

    @BeforeEach
    void prepare() throws Exception {
        broker = new TestBroker(directory.resolve("broker"));
        bundle = new BundleProcess(directory, RunningBundle.sqlite(directory, broker));
        bundle.environment("KORE_CALLBACK_SECRET", null);
    }

    @AfterEach
    void stop() throws Exception {
        bundle.close();
        broker.close();
    }

    private void start(String... settings) throws IOException {
        Path config = Files.createDirectory(directory.resolve("config"));
        Files.writeString(config.resolve("application.properties"), String.join("\n", settings));
        bundle.arguments("run", "--config", config.toString(), "--routes", "routes");
        bundle.start();
    }

    @Test
    void secretsComeByteForByteAndKubernetesChangesThemWithoutARestart() throws Exception {
        Path mount = Files.createDirectory(directory.resolve("mount"));
        publish(mount, 1, Map.of("next", BY_FILE + "\n"));
        Path single = Files.writeString(directory.resolve("docker-secret"), "of-the-account\n");
        bundle.environment("SECRET_OF_KORE", BY_PLACEHOLDER);
        bundle.environment("KORE_CALLBACK_PREVIOUS_SECRET", BY_ENVIRONMENT);
        start("kore.callback.secret = {{env:SECRET_OF_KORE}}",
                "kore.callback.next-secret-file = " + mount.resolve("next"),
                "kore.callback.account." + ACCOUNT + ".secret-file = " + single);
        assertThat(status(BY_PLACEHOLDER)).as(bundle.log()).isEqualTo(200);
        assertThat(status(BY_ENVIRONMENT)).isEqualTo(200);
        assertThat(status(BY_FILE)).isEqualTo(200);
        assertThat(bundle.client().withNewToken().withSecret("of-the-account").withBody(
                KoreClient.body("active").replace(KoreClient.ACCOUNT, ACCOUNT)).status())
                .isEqualTo(200);
        assertThat(status("changed")).isEqualTo(401);

        publish(mount, 2, Map.of("next", "changed"));
        awaitStatus("changed", 200);
        assertThat(status(BY_FILE)).isEqualTo(401);

        // The kubelet removes the data of a key before its link: for that moment nothing is lost.
        publish(mount, 3, Map.of("other", "x"));
        await().atMost(Duration.ofSeconds(20)).until(() ->
                bundle.log().contains("the file does not exist"));
        assertThat(status("changed")).isEqualTo(200);
        Files.delete(mount.resolve("next"));
        awaitStatus("changed", 401);
        assertThat(status(BY_PLACEHOLDER)).isEqualTo(200);
    }

    @Test
    void aPlaceholderThatCannotBeResolvedIsSaidWithItsKey() {
        bundle.environment("KORE_CALLBACK_SECRET", "c4n4ry{{a}}");
        assertThatThrownBy(() -> start("")).message()
                .contains("cannot start: kore.callback.secret holds a placeholder",
                        "kore.callback.secret-file")
                .doesNotContain("c4n4ry");
    }

    /** As the kubelet does it: a new directory, and the rename of a link makes it the present. */
    private static void publish(Path mount, int version, Map<String, String> data)
            throws IOException {
        Path files = Files.createDirectory(mount.resolve("..2026_" + version));
        for (Map.Entry<String, String> each : data.entrySet()) {
            Files.writeString(files.resolve(each.getKey()), each.getValue());
        }
        Path link = Files.createSymbolicLink(mount.resolve("..data_tmp"), files.getFileName());
        Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        for (String name : data.keySet()) {
            if (!Files.isSymbolicLink(mount.resolve(name))) {
                Files.createSymbolicLink(mount.resolve(name), Path.of("..data", name));
            }
        }
        Path old = mount.resolve("..2026_" + (version - 1));
        if (Files.isDirectory(old)) {
            for (Path file : Files.list(old).toList()) {
                Files.delete(file);
            }
            Files.delete(old);
        }
    }

    private int status(String secret) throws Exception {
        return bundle.client().withNewToken().withSecret(secret).status();
    }

    private void awaitStatus(String secret, int expected) {
        await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(200))
                .until(() -> status(secret) == expected);
    }
}
