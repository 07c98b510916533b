package io.github.koresimroutes.servers;

import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.bundle.Ports;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * A MariaDB in a directory and on a port of its own. The build unpacks its programs where it has
 * them, on Linux with x86-64; {@code -Dkore.mariadb.home} names others.
 */
public final class MariaDbServer implements DatabaseServer {

    private static final String HOME = "kore.mariadb.home";
    private static final String NAME = "mariadb";
    private static final String LOG_SIZE = "--innodb-log-file-size=16M";

    private final Path home;
    private final Path data;
    private final Path log;
    private final List<String> options;
    private final int port = Ports.next();
    private ChildProcess process;

    /**
     * Makes a new database and starts it.
     *
     * @param options settings beside the ones that make a commit durable
     * @throws TestAbortedException where there is no MariaDB for this machine: the test is skipped
     */
    public MariaDbServer(Path directory, String... options)
            throws IOException, InterruptedException {
        this.home = home();
        this.options = List.of(options);
        data = directory.resolve("mariadb").toAbsolutePath();
        log = directory.resolve("mariadb.log").toAbsolutePath();
        install();
        try {
            start();
        } catch (RuntimeException e) {
            process.kill();
            throw e;
        }
    }

    private static Path home() throws IOException {
        String given = System.getProperty(HOME);
        if (given != null) {
            return Path.of(given);
        }
        boolean isBrought = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        if (!isBrought) {
            throw new TestAbortedException("no MariaDB for this machine: name one by -D" + HOME);
        }
        Path unpacked = Path.of("target", "mariadb").toAbsolutePath();
        try (Stream<Path> files = Files.walk(unpacked)) {
            Path program = files.filter(file -> file.endsWith("bin/mariadbd")).findFirst()
                    .orElseThrow(() -> new IllegalStateException("no bin/mariadbd in " + unpacked
                            + ": mvn generate-test-resources unpacks it"));
            return program.getParent().getParent();
        }
    }

    private Path program() {
        File file = Stream.of("bin/mariadbd", "sbin/mariadbd")
                .map(place -> home.resolve(place).toFile()).filter(File::isFile).findFirst()
                .orElseThrow(() -> new IllegalStateException("no bin/mariadbd in " + home));
        // A jar knows no modes.
        if (!file.canExecute() && !file.setExecutable(true)) {
            throw new IllegalStateException(file + " cannot be run");
        }
        return file.toPath();
    }

    /** What mariadb-install-db does, without help and the like, and without waiting for the disk. */
    private void install() throws IOException, InterruptedException {
        Files.createDirectories(data);
        Path share = home.resolve(Files.isDirectory(home.resolve("share/mariadb"))
                ? "share/mariadb" : "share");
        Path input = Files.writeString(data.resolveSibling("install.sql"),
                "CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n"
                        + Files.readString(share.resolve(NAME + "_system_tables.sql"))
                        + Files.readString(share.resolve(NAME + "_system_tables_data.sql")));
        List<String> command = new ArrayList<>(List.of(program().toString(), "--no-defaults",
                "--bootstrap", "--basedir=" + home, "--datadir=" + data, LOG_SIZE,
                "--innodb-flush-method=nosync", "--innodb-flush-log-at-trx-commit=0"));
        asRoot(command);
        int status = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectInput(input.toFile()).redirectOutput(log.toFile()).start().waitFor();
        if (status != 0) {
            throw new IOException("the database could not be made: " + Files.readString(log));
        }
    }

    private static void asRoot(List<String> command) {
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root");
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String urlOver(int port) {
        return url(port, "kore");
    }

    /** The URL of one of its databases, which it makes where there is none. */
    public String url(String database) {
        return url(port, database);
    }

    private static String url(int port, String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database
                + "?user=root&createDatabaseIfNotExist=true";
    }

    @Override
    public void start() throws IOException {
        await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(100))
                .ignoreExceptions().until(() -> {
                    if (process == null || !process.isAlive()) {
                        process = ChildProcess.start(log, command());
                    }
                    return isUp();
                });
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                program().toString(),
                "--no-defaults", "--basedir=" + home, "--datadir=" + data,
                "--bind-address=127.0.0.1", "--port=" + port, "--skip-name-resolve",
                "--socket=" + data.resolve("socket"), "--pid-file=" + data.resolve("pid"),
                "--innodb-flush-log-at-trx-commit=1", LOG_SIZE,
                "--innodb-buffer-pool-size=64M", "--innodb-fast-shutdown=2",
                "--innodb-temp-data-file-path=ibtmp1:3M:autoextend",
                // Else it makes a key and a certificate at each start.
                "--skip-ssl", "--character-set-server=utf8mb4"));
        asRoot(command);
        command.addAll(options);
        return command;
    }

    private boolean isUp() {
        try (Connection connection =
                DriverManager.getConnection(url() + "&connectTimeout=2000&socketTimeout=2000")) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void kill() throws InterruptedException {
        process.killWithChildren();
    }

    /** With innodb_fast_shutdown=2 its pages are not written, as if it had crashed. */
    @Override
    public void stopAtOnce() throws IOException, InterruptedException {
        process.signal("TERM");
        process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }
}
