package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** docs/rotate-a-secret.md, walked on one process that is never started again. */
@Timeout(240)
class SecretRotationTest {

    private static final String OLD = "old-0b6f7d1c55";
    private static final String NEW = "new-77aa90e2f1";
    private static final String OF_ACCOUNT = "account-4be1c09d3a";
    private static final String NEXT_OF_ACCOUNT = "account-next-51f0aa";
    private static final String ACCOUNT = "AC" + "b2".repeat(16);

    @TempDir
    private Path folder;

    private TestBroker broker;
    private BundleProcess bundle;

    @BeforeEach
    void startWithFiles() throws Exception {
        broker = new TestBroker(folder.resolve("broker"));
        write("current", OLD);
        write("account", OF_ACCOUNT);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("kore.journal.url", "jdbc:sqlite:" + folder.resolve("journal.db"));
        settings.putAll(broker.settings());
        settings.put("kore.log.level", "DEBUG");
        settings.put("kore.callback.secret-file", file("current").toString());
        settings.put("kore.callback.next-secret-file", file("next").toString());
        settings.put("kore.callback.previous-secret-file", file("previous").toString());
        bundle = new BundleProcess(folder, settings);
        bundle.environment("KORE_CALLBACK_SECRET", null);
        // As most people write them, in upper case, and as a SID is written.
        bundle.environment("KORE_CALLBACK_ACCOUNT_" + ACCOUNT.toUpperCase() + "_SECRET_FILE",
                file("account").toString());
        bundle.environment("KORE_CALLBACK_ACCOUNT_" + ACCOUNT + "_NEXT_SECRET", NEXT_OF_ACCOUNT);
        bundle.start();
    }

    @AfterEach
    void stop() throws Exception {
        bundle.close();
        broker.close();
    }

    @Test
    void aSecretIsRotatedByItsFilesWithoutARestart() throws Exception {
        assertThat(status(OLD)).isEqualTo(200);
        assertThat(status(NEW)).isEqualTo(401);
        assertThat(bundle.metrics()).contains(
                "kore_callbacks_verified_total{secret=\"current\"} 1.0",
                "kore_callbacks_verified_total{secret=\"next\"} 0.0",
                "kore_callbacks_verified_timestamp_seconds{secret=\"next\"} NaN");

        write("next", NEW);
        awaitStatus(NEW, 200);
        assertThat(status(OLD)).as("both verify").isEqualTo(200);
        assertThat(bundle.metrics()).contains("kore_callbacks_verified_total{secret=\"next\"} 1.0")
                .doesNotContain("kore_callbacks_verified_timestamp_seconds{secret=\"next\"} NaN");

        // KORE has activated it: nothing else signs from here on. Moved up, in this order.
        write("previous", OLD);
        Files.move(file("next"), file("current"), StandardCopyOption.ATOMIC_MOVE);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() ->
                assertThat(bundle.wholeHealth()).contains("secret.next.file", "not there"));
        assertThat(status(NEW)).isEqualTo(200);
        assertThat(status(OLD)).as("what was under way").isEqualTo(200);
        assertThat(bundle.metrics()).contains(
                "kore_callbacks_verified_total{secret=\"previous\"} 1.0",
                "kore_callbacks_verified_total{secret=\"current\"} 3.0");

        Files.delete(file("previous"));
        awaitStatus(OLD, 401);
        assertThat(status(NEW)).isEqualTo(200);

        Files.writeString(file("current"), "");
        await().atMost(Duration.ofSeconds(20)).until(() -> bundle.log().contains("ERROR"));
        assertThat(status(NEW)).as("an empty file replaces nothing").isEqualTo(200);
        Thread.sleep(Duration.ofSeconds(11).toMillis());
        assertThat(bundle.log().lines().filter(line -> line.contains("ERROR"))).singleElement()
                .asString().contains("kore.callback.secret-file", "the file is empty");
        assertThat(bundle.wholeHealth()).contains("secret.current.trouble");

        assertThat(bundle.log()).contains("the secret 'next' was read anew",
                "the secret 'previous' is gone");
        assertNothingTells();
    }

    @Test
    void anAccountsSecretProvesItAndNoOther() throws Exception {
        KoreClient ofAccount = bundle.client().withSecret(OF_ACCOUNT)
                .withBody(KoreClient.body("active").replace(KoreClient.ACCOUNT, ACCOUNT));

        assertThat(ofAccount.withNewToken().status()).as(bundle.log()).isEqualTo(200);
        assertThat(ofAccount.withNewToken().withSecret(NEXT_OF_ACCOUNT).status()).isEqualTo(200);
        HttpResponse<String> byDefault = ofAccount.withSecret(OLD).send();
        HttpResponse<String> byNobody = ofAccount.withSecret("nobody's").send();
        assertThat(byDefault.statusCode()).isEqualTo(401).isEqualTo(byNobody.statusCode());
        assertThat(byDefault.body()).isEqualTo(byNobody.body());
        assertThat(status(OF_ACCOUNT)).as("for an account without an entry").isEqualTo(401);

        assertThat(bundle.metrics()).contains(
                "kore_callbacks_verified_total{secret=\"" + ACCOUNT + "/current\"} 1.0",
                "kore_callbacks_verified_total{secret=\"" + ACCOUNT + "/next\"} 1.0",
                "kore_callbacks_verified_total{secret=\"current\"} 0.0",
                "kore_callbacks_refused_total{reason=\"secret_of_another_account\"} 2.0",
                "kore_callbacks_refused_total{reason=\"signature_wrong\"} 1.0");
        assertThat(bundle.log().lines().filter(line ->
                line.contains("signed with the secret of another account")))
                .hasSize(2).allMatch(line -> line.contains("WARN") && !line.contains("AC"));
        assertThat(JournalRows.countWhere(folder, "secret_label = '" + ACCOUNT + "/next'"))
                .isEqualTo(1);
        assertNothingTells();
    }

    private void assertNothingTells() throws Exception {
        for (String text : List.of(bundle.log(), bundle.wholeHealth(), bundle.metrics())) {
            assertThat(text).isNotBlank()
                    .doesNotContain(OLD, NEW, OF_ACCOUNT, NEXT_OF_ACCOUNT);
        }
    }

    private int status(String secret) throws Exception {
        return bundle.client().withNewToken().withSecret(secret).status();
    }

    private void awaitStatus(String secret, int expected) {
        await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(200))
                .until(() -> status(secret) == expected);
    }

    private Path file(String name) {
        return folder.resolve("secret-" + name);
    }

    private void write(String name, String value) throws IOException {
        Path written = Files.writeString(folder.resolve("written"), value + "\n");
        Files.move(written, file(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
