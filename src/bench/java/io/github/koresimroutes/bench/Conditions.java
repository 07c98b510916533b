package io.github.koresimroutes.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.activemq.ActiveMQConnectionMetaData;

/** What a figure depends on, and so stands above all of them. */
final class Conditions {

    private Conditions() {
    }

    static String of(Lab lab, Path distribution, Rounds rounds) throws IOException, SQLException {
        return """
                ## Measured on %s

                | | |
                |---|---|
                | kore-sim-routes | %s |
                | Cores | %d, %s |
                | Memory | %s |
                | System | %s %s |
                | JDK | %s |
                | PostgreSQL | %s |
                | ActiveMQ Classic | %s |
                | Rounds | %d, each measurement %s s; warm-up %s s |
                """.formatted(LocalDate.now(), version(distribution),
                Runtime.getRuntime().availableProcessors(), proc("cpuinfo", "model name"),
                memory(), System.getProperty("os.name"), System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                postgres(lab), ActiveMQConnectionMetaData.PROVIDER_VERSION,
                rounds.count(), Report.format(rounds.seconds()), Report.format(rounds.warmUp()));
    }

    private static String version(Path distribution) throws IOException {
        try (Stream<Path> files = Files.list(distribution.resolve("lib"))) {
            Path own = files.filter(file -> file.getFileName().toString()
                    .startsWith("kore-sim-routes-")).findFirst().orElseThrow();
            try (JarFile jar = new JarFile(own.toFile())) {
                return jar.getManifest().getMainAttributes().getValue("Implementation-Version");
            }
        }
    }

    private static String memory() throws IOException {
        String kilobytes = proc("meminfo", "MemTotal").replaceAll("[^0-9]", "");
        return Report.format(Long.parseLong(kilobytes) / 1024.0 / 1024) + " GB";
    }

    private static String proc(String file, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc", file)).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst().orElse("unknown");
    }

    private static String postgres(Lab lab) throws IOException, SQLException {
        try (Connection connection = new Journal(lab.database()).connect()) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }
}
