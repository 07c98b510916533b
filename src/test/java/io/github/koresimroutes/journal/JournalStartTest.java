package io.github.koresimroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalStartTest {

    @TempDir
    Path folder;

    @Test
    void anotherDatabaseIsRefusedWithTheNamesOfThoseThatWork() {
        DataSource other = fake(DataSource.class, "getConnection", fake(Connection.class,
                "getMetaData", fake(DatabaseMetaData.class, "getDatabaseProductName", "H2")));

        assertThatThrownBy(() -> new JournalDatabase(other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("H2").hasMessageContaining("PostgreSQL, SQLite");
    }

    @Test
    void withoutFlywayMigrationIsRefusedWithWhatToAdd() throws Exception {
        try (URLClassLoader noFlyway = withoutFlyway()) {
            assertThatThrownBy(() -> openWith(noFlyway, true))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("add flyway-core");
        }
    }

    @Test
    void withoutFlywayAndWithTheFilesAppliedByHandTheJournalOpens() throws Throwable {
        try (HikariDataSource pool = TestSqlite.pool(TestSqlite.url(folder));
                Connection connection = SqliteKeys.of(pool).getConnection();
                Statement statement = connection.createStatement()) {
            for (String file : List.of(
                    "V1__journal.sql", "V2__lanes.sql", "V3__quarantine.sql",
                    "V4__endpoints.sql", "V5__route_sets.sql", "V6__dispatch.sql",
                    "V7__keys.sql")) {
                statement.executeUpdate(new String(getClass().getResourceAsStream(
                        "schema/sqlite/" + file).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        try (URLClassLoader noFlyway = withoutFlyway()) {
            openWith(noFlyway, false);
        }
    }

    @Test
    void settingsThatStoreNothingAreRefused() {
        assertThatThrownBy(() -> new JournalSettings(true, Duration.ZERO, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JournalSettings(true, Duration.ofSeconds(1), 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JournalSettings(true, Duration.ofSeconds(1), 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsLoggedOfAnEntryHoldsNothingOfItsContent() {
        JournalEntry entry = new JournalEntry(7, 2, null, "AC1", "token", null, "HS1", "active",
                null, null, null, new byte[0], null);

        assertThat(entry).hasToString("JournalEntry[7/2]");
        assertThat(entry.sent()).isEqualTo(new Sent(7, 2));
    }

    /** Opens and closes the SQLite journal with the classes of another loader. */
    private void openWith(ClassLoader loader, boolean migrate) throws Throwable {
        Class<?> settings = loader.loadClass(JournalSettings.class.getName());
        Method open = loader.loadClass(EventJournal.class.getName())
                .getMethod("open", settings, DataSource.class);
        Object with = settings.getConstructors()[0]
                .newInstance(migrate, Duration.ofSeconds(5), 10, 10);
        Object pool = loader.loadClass(TestSqlite.class.getName())
                .getMethod("pool", String.class).invoke(null, TestSqlite.url(folder));
        try (AutoCloseable closing = (AutoCloseable) pool) {
            AutoCloseable journal = (AutoCloseable) open.invoke(null, with, closing);
            journal.close();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static URLClassLoader withoutFlyway() throws IOException {
        List<URL> classpath = new ArrayList<>();
        String all = System.getProperty("java.class.path");
        for (String entry : all.split(File.pathSeparator)) {
            if (!entry.contains("flyway") && Files.exists(Path.of(entry))) {
                classpath.add(Path.of(entry).toUri().toURL());
            }
        }
        return new URLClassLoader(classpath.toArray(URL[]::new),
                ClassLoader.getPlatformClassLoader());
    }

    private static <T> T fake(Class<T> type, String method, Object result) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, called, arguments) ->
                        called.getName().equals(method) ? result : null));
    }
}
