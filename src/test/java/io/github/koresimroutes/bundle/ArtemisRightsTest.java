package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.core.security.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On an Artemis with security, the bundle and the consumers get by with the documented rights. */
class ArtemisRightsTest {

    private static final String BUNDLE = "kore-sim";
    private static final String CONSUMER = "kore-sim-consumer";
    private static final String CONTROL = "kore.dispatch.#";

    @TempDir
    private Path directory;

    private TestArtemis broker;

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    @Test
    void theDocumentedRightsAreEnough() throws Exception {
        broker = new TestArtemis(directory.resolve("broker"), documented());
        Map<String, String> settings = settings();
        try (RunningBundle bundle = RunningBundle.start(settings)) {
            assertThat(bundle.client().withStatus("active").status()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(30)).until(() ->
                    broker.server().locateQueue("kore.sim.active") != null);

            assertThat(TestBroker.take(
                    broker.connectionFactory(CONSUMER), "kore.sim.active", 1)).hasSize(1);
            await().atMost(Duration.ofSeconds(30)).until(() ->
                    HealthTest.health(bundle, "").statusCode() == 200);
        }
    }

    @Test
    void theyAreEnoughForARepair() throws Exception {
        broker = new TestArtemis(directory.resolve("broker"), documented());
        Map<String, String> settings = settings();
        try (RunningBundle bundle = RunningBundle.start(settings)) {
            assertThat(bundle.client().withStatus("active").status()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(30)).until(() ->
                    broker.server().locateQueue("kore.sim.active") != null);
        }

        CommandLineRun repair = CommandLineRun.of(directory, settings, "dispatch", "repair", "0",
                "--wait", "1", "--dead-letter-queue", ArtemisMain.DEAD_LETTERS);

        assertThat(repair.output()).doesNotContain("permission")
                .contains("nor on " + ArtemisMain.DEAD_LETTERS, "repeat with --new-baton");
    }

    /** Nothing stands still in silence: the log names the right and the address. */
    @Tag("brokers")
    @ParameterizedTest
    @CsvSource({CONTROL + ",SEND", CONTROL + ",CONSUME", CONTROL + ",BROWSE", "kore.sim.#,SEND"})
    void aRightThatIsMissingIsNamed(String match, String right) throws Exception {
        broker = new TestArtemis(directory.resolve("broker"), without(match, right));
        Map<String, String> settings = settings();
        settings.put("kore.dispatch.alarm-after", "3s");
        try (BundleProcess bundle = new BundleProcess(directory, settings)) {
            bundle.start();
            assertThat(bundle.client().withStatus("active").status()).isEqualTo(200);

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() ->
                    assertThat(bundle.log().lines())
                            .anyMatch(line -> line.contains("permission='" + right + "'")
                                    && line.contains(match.replace("#", ""))));
            if (match.equals(CONTROL)) {
                await().atMost(Duration.ofSeconds(20)).untilAsserted(() ->
                        assertThat(bundle.health()).contains("refuses the bundle a right"));
            }
        }
    }

    private static Map<String, Set<Role>> documented() throws Exception {
        return ArtemisDocsTest.documented().getSecurityRoles();
    }

    private static Map<String, Set<Role>> without(String match, String right) throws Exception {
        Map<String, Set<Role>> roles = new HashMap<>(documented());
        Set<Role> less = new HashSet<>();
        for (Role role : roles.get(match)) {
            less.add(role.getName().equals(BUNDLE) ? without(role, right) : role);
        }
        roles.put(match, less);
        return roles;
    }

    /** Of those that the bundle has at all. */
    private static Role without(Role role, String right) {
        return new Role(role.getName(),
                role.isSend() && !right.equals("SEND"),
                role.isConsume() && !right.equals("CONSUME"),
                role.isCreateDurableQueue(), false, false, false, false,
                role.isBrowse() && !right.equals("BROWSE"),
                role.isCreateAddress(), false);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        settings.put("kore.broker.user", BUNDLE);
        settings.put("kore.broker.password", BUNDLE);
        return settings;
    }
}
