package io.github.koresimroutes.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.outage.LogLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRightsTest {

    @TempDir
    private Path temp;
    private Path secret;

    @BeforeEach
    void aSecretInAnOpenDirectory() throws Exception {
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
        secret = Files.writeString(temp.resolve("secret"), "a secret");
    }

    private List<String> warnings(String rights) throws Exception {
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString(rights));
        LogLines log = new LogLines();
        new FileRights(log.logger()).check(Settings.of(Map.of(
                "kore.callback.secret-file", secret.toString(),
                "kore.callback.tls.certificate-file", secret.toString(),
                "kore.journal.password-file", temp.resolve("missing").toString(),
                "kore.journal.url", "jdbc:sqlite:" + temp.resolve("journal.db"),
                "kore.broker.url", "tcp://127.0.0.1:1")));
        return log.lines();
    }

    @Test
    void whatEveryUserMayReadIsWarnedOf() throws Exception {
        assertThat(warnings("rw-r--r--")).containsExactly("warn every user of this machine may read "
                + secret + " (kore.callback.secret-file): chmod o-rwx " + secret);
        assertThat(warnings("rw-r-----")).isEmpty();
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx------"));
        assertThat(warnings("rw-r--r--")).as("nobody else gets there").isEmpty();
    }

    @Test
    void theJournalIsMadeForItsOwnerOnly() throws Exception {
        Path file = temp.resolve("journal.db");
        try (HikariDataSource pool = JournalPool.open(Settings.of(Map.of(
                "kore.journal.url", "jdbc:sqlite:" + file)));
                Connection connection = pool.getConnection()) {
            connection.createStatement().execute("CREATE TABLE t (a)");
            for (String name : new String[] {"journal.db", "journal.db-wal", "journal.db-shm"}) {
                assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(temp.resolve(name))))
                        .as(name).isEqualTo("rw-------");
            }
        }
        assertThat(warnings("rw-------")).isEmpty();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(warnings("rw-------")).singleElement().asString().contains(
                "(kore.journal.url): chmod o-rwx " + file);
    }
}
