package io.github.koresimroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.servers.ActiveMqServer;
import io.github.koresimroutes.servers.AmqpServer;
import io.github.koresimroutes.servers.ArtemisServer;
import io.github.koresimroutes.servers.MariaDbServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The proof: {@code mvn verify -Pcrash}. See docs/crash-tests.md. */
@Tag("crash")
class LongCrashTest {

    private static final Path ROUTES = Path.of("routes");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void severalInstancesWithPostgresqlAndActiveMq() throws Exception {
        try (Installation installation = Installation.of(directory,
                new ActiveMqServer(directory), CrashSettings.number("instances", 3),
                ROUTES, lanes()).start()) {
            assertThat(run("postgresql-activemq", List.of(FaultKind.values()))
                    .against(installation)).matches(Verdict::isClean);
        }
    }

    @Test
    void severalInstancesWhoseClientReconnectsByItself() throws Exception {
        try (Installation installation = Installation.of(directory,
                new ActiveMqServer(directory, true), CrashSettings.number("instances", 3),
                ROUTES, lanes()).start()) {
            assertThat(run("postgresql-failover", List.of(FaultKind.values()))
                    .against(installation)).matches(Verdict::isClean);
        }
    }

    @Test
    void severalInstancesWithPostgresqlAndArtemis() throws Exception {
        Map<String, String> settings = new HashMap<>(lanes());
        settings.putAll(ArtemisServer.SETTINGS);
        try (Installation installation = Installation.of(directory,
                new ArtemisServer(directory), CrashSettings.number("instances", 3),
                ROUTES, settings).start()) {
            assertThat(run("postgresql-artemis", List.of(FaultKind.values()))
                    .against(installation)).matches(Verdict::isClean);
        }
    }

    @Test
    void severalInstancesWithMariaDbAndActiveMq() throws Exception {
        try (Installation installation = Installation.of(directory,
                new MariaDbServer(directory), new ActiveMqServer(directory),
                CrashSettings.number("instances", 3), ROUTES, lanes()).start()) {
            assertThat(run("mariadb-activemq", List.of(FaultKind.values()))
                    .against(installation)).matches(Verdict::isClean);
        }
    }

    @Test
    void severalInstancesWithPostgresqlAndActiveMqByAmqp() throws Exception {
        try (Installation installation = Installation.of(directory,
                new AmqpServer(directory, Installation.INACTIVITY_MILLIS),
                CrashSettings.number("instances", 3), ROUTES, lanes()).start()) {
            assertThat(run("postgresql-amqp", List.of(FaultKind.values()))
                    .against(installation)).matches(Verdict::isClean);
        }
    }

    @Test
    void oneInstanceWithSqliteAndTheEmbeddedBroker() throws Exception {
        try (Installation installation =
                Installation.embedded(directory, ROUTES, lanes()).start()) {
            assertThat(run("sqlite-embedded", FaultKind.ofOneProcess())
                    .against(installation)).matches(Verdict::isClean);
        }
    }

    private static Map<String, String> lanes() {
        return Map.of("kore.dispatch.lanes", Integer.toString(CrashSettings.number("lanes", 2)));
    }

    private static CrashRun run(String name, List<FaultKind> kinds) {
        return new CrashRun(name, kinds, CrashSettings.number("seconds", 600),
                CrashSettings.number("faults", 100), CrashSettings.number("sims", 8),
                CrashSettings.seed());
    }
}
