package io.github.koresimroutes.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.JournalSettings;
import io.github.koresimroutes.journal.TestEvents;
import io.github.koresimroutes.journal.TestSqlite;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BundleMetricsTest {

    @TempDir
    private Path folder;

    private final CamelContext context = new DefaultCamelContext();
    private HikariDataSource pool;
    private EventJournal journal;

    @BeforeEach
    void open() {
        pool = TestSqlite.pool(TestSqlite.url(folder));
        journal = EventJournal.open(
                new JournalSettings(true, Duration.ofSeconds(20), 100, 10), pool);
    }

    @AfterEach
    void close() {
        context.stop();
        journal.close();
        pool.close();
    }

    @Test
    void theJournalIsMeasuredInWhateverRegistryTheRuntimeHas() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        context.getRegistry().bind("theirs", registry);
        for (int i = 1; i <= 3; i++) {
            journal.add(TestEvents.event("t" + i));
        }
        journal.database().inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(
                        "UPDATE sim_event_dispatch SET state = 'failed' WHERE event_id = 1");
            }
        });

        BundleMetrics.install(context, journal);
        context.start();

        await().untilAsserted(() -> assertThat(
                registry.get("kore.events").tag("state", "received").gauge().value())
                .isEqualTo(2));
        assertThat(registry.get("kore.events").tag("state", "failed").gauge().value())
                .isEqualTo(1);
        assertThat(registry.get("kore.events").tag("state", "discarded").gauge().value())
                .isZero();
        assertThat(registry.get("kore.events.oldest.waiting.seconds").gauge().value())
                .isPositive();
        assertThat(registry.get("kore.journal.commit.events").functionCounter().count())
                .isEqualTo(3);
        assertThat(registry.get("kore.journal.commit").functionTimer().count())
                .isBetween(1.0, 3.0);
        assertThat(registry.get("kore.journal.accept.queue").gauge().value()).isZero();
    }

    @Test
    void aDatabaseThatDoesNotAnswerLeavesTheLevelsUnknown() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        context.getRegistry().bind("theirs", registry);
        JournalMeters meters = new JournalMeters(journal);
        meters.register(MicrometerMeters.in(context.getRegistry()).orElseThrow());
        meters.refresh();
        assertThat(registry.get("kore.events.oldest.waiting.seconds").gauge().value()).isZero();
        pool.close();

        meters.refresh();

        assertThat(registry.get("kore.events").tag("state", "failed").gauge().value()).isNaN();
        assertThat(registry.get("kore.events.oldest.waiting.seconds").gauge().value()).isNaN();
    }

    @Test
    void otherPartsAddMetersByABean() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        context.getRegistry().bind("theirs", registry);
        context.getRegistry().bind("mine", MeterSource.class, new MeterSource() {
            @Override
            public void register(Meters meters) {
                meters.counter("kore.mine", "Mine", () -> 7, "lane", "0");
                meters.gauge("kore.level", "Mine too", () -> 0.5);
            }
        });

        BundleMetrics.install(context, journal);
        context.start();

        assertThat(registry.get("kore.mine").tag("lane", "0").functionCounter().count())
                .isEqualTo(7);
        assertThat(registry.get("kore.level").gauge().value()).isEqualTo(0.5);
    }

    @Test
    void aRuntimeWithoutARegistryStartsAllTheSame() throws Exception {
        BundleMetrics.install(context, journal);
        context.start();

        assertThat(context.isStarted()).isTrue();
    }

    @Test
    void withoutMicrometerNothingIsMeasuredAndNothingFails() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader without = withoutMicrometer()) {
            Thread.currentThread().setContextClassLoader(without);
            Object bare = without.loadClass(DefaultCamelContext.class.getName())
                    .getConstructor().newInstance();
            without.loadClass(BundleMetrics.class.getName()).getMethod("install",
                    without.loadClass(CamelContext.class.getName()),
                    without.loadClass(EventJournal.class.getName())).invoke(null, bare, null);
            bare.getClass().getMethod("start").invoke(bare);
            bare.getClass().getMethod("stop").invoke(bare);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URLClassLoader withoutMicrometer() throws IOException {
        List<URL> classpath = new ArrayList<>();
        String all = System.getProperty("java.class.path");
        for (String entry : all.split(File.pathSeparator)) {
            if (!entry.contains("micrometer") && Files.exists(Path.of(entry))) {
                classpath.add(Path.of(entry).toUri().toURL());
            }
        }
        return new URLClassLoader(classpath.toArray(URL[]::new),
                ClassLoader.getPlatformClassLoader());
    }
}
