package io.github.koresimroutes.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What ran together, and what passed: the README's table, written from the reports of the runs.
 * A combination that did not run keeps the line that it had.
 */
final class Compatibility {

    /** Around the table in the README. */
    static final String BEGIN = "<!-- compatibility: written by mvn -Pruntimes verify -->";
    static final String END = "<!-- compatibility: end -->";

    private static final Path MAIN = Path.of("target/surefire-reports");
    private static final Path CRASH = Path.of("target/crash");
    /** Instead of the name of a crash run: this combination has none of its own. */
    private static final String ELSEWHERE = "elsewhere";
    private static final Pattern SUITE = Pattern.compile(
            "<testsuite [^>]*\\btests=\"(\\d+)\" errors=\"(\\d+)\" skipped=\"(\\d+)\""
                    + " failures=\"(\\d+)\"");

    /**
     * A combination.
     *
     * @param reports JUnit's, of the checks that every combination passes
     * @param crash   the name of its crash run; empty where the reports tell of kills
     */
    record Combination(
            String runtime, String database, String broker, List<Path> reports, String crash) {

        String key() {
            return "| " + runtime + " | " + database + " | " + broker + " |";
        }

        /** Its line, where it ran. */
        Optional<String> line(String before) {
            if (!reports.stream().allMatch(Files::exists)) {
                return Optional.empty();
            }
            int run = 0;
            int passed = 0;
            for (Path report : reports) {
                int[] counts = counts(report);
                run += counts[0];
                passed += counts[1];
            }
            return Optional.of(key() + " " + passed + " of " + run + " | "
                    + killed().orElse(column(before)) + " |");
        }

        private Optional<String> killed() {
            Path report = CRASH.resolve("report-" + crash + ".txt");
            if (crash.isEmpty() || !Files.exists(report)) {
                return Optional.empty();
            }
            String text = read(report);
            return Optional.of(figure(text, "faults") + " faults: lost " + figure(text, "lost")
                    + ", twice " + figure(text, "twice"));
        }

        private static String figure(String text, String name) {
            return text.lines().filter(line -> line.startsWith(name + " ")).findFirst()
                    .map(line -> line.substring(name.length()).strip()).orElse("?");
        }

        /** The last one of a line that was there. */
        private String column(String before) {
            if (crash.isEmpty()) {
                return "8 kills, among these checks";
            }
            if (crash.equals(ELSEWHERE)) {
                return "with `bin/kore-sim`";
            }
            String[] columns = before.split("\\|");
            return columns.length > 5 ? columns[5].strip() : "not run";
        }
    }

    private Compatibility() {
    }

    /** All combinations, with the versions that the build has. */
    static List<Combination> all() {
        String classic = "ActiveMQ Classic " + version("activemq");
        String artemis = "Artemis " + version("artemis");
        String postgresql = "PostgreSQL 14";
        String standalone = "`bin/kore-sim`, Camel " + version("camel");
        return List.of(
                new Combination(standalone, "SQLite " + version("sqlite"),
                        classic + ", embedded", bundle("SqliteBundleTest"), "sqlite-embedded"),
                new Combination(standalone, postgresql, classic,
                        bundle("PostgresqlBundleTest"), "postgresql-activemq"),
                new Combination(standalone, "SQLite; " + postgresql + " in the crash run",
                        artemis + ", its own client",
                        bundle("ArtemisBundleTest"), "postgresql-artemis"),
                new Combination(standalone, "MariaDB 11.4", classic,
                        bundle("MariaDbBundleTest"), "mariadb-activemq"),
                new Combination(standalone, "SQLite; " + postgresql + " in the crash run",
                        classic + " by AMQP 1.0", bundle("AmqpBundleTest"), "postgresql-amqp"),
                application("Camel Main, Camel " + version("camel"), postgresql, classic,
                        "camel-main"),
                new Combination("Camel Main, Camel " + version("camel"), "MariaDB 11.4", classic,
                        List.of(Path.of("target/it/camel-main/target/surefire-reports",
                                "TEST-example.MariaDbTest.xml")), ELSEWHERE),
                application("Spring Boot " + version("spring-boot") + ", Camel "
                        + version("camel"), postgresql, "ActiveMQ Classic 6.1.8, Boot's",
                        "spring-boot"),
                quarkus(postgresql, classic));
    }

    private static Combination quarkus(String database, String broker) {
        Path target = Path.of("target/it/quarkus/target");
        return new Combination("Quarkus " + version("quarkus") + ", Camel 4.14.0", database, broker,
                List.of(target.resolve("surefire-reports/TEST-example.ApplicationTest.xml"),
                        target.resolve("failsafe-reports/TEST-example.OperationIT.xml")), "");
    }

    private static String version(String name) {
        return System.getProperty("build." + name + ".version", "?");
    }

    private static List<Path> bundle(String test) {
        return List.of(MAIN.resolve("TEST-io.github.koresimroutes.bundle." + test + ".xml"));
    }

    private static Combination application(
            String runtime, String database, String broker, String project) {
        Path reports = Path.of("target/it", project, "target/surefire-reports");
        return new Combination(runtime, database, broker,
                List.of(reports.resolve("TEST-example.ApplicationTest.xml"),
                        reports.resolve("TEST-example.OperationTest.xml")), "");
    }

    private static int[] counts(Path report) {
        MatchResult suite = SUITE.matcher(read(report)).results().findFirst().orElseThrow(() ->
                new IllegalStateException(report + " is no report of a test"));
        int run = Integer.parseInt(suite.group(1)) - Integer.parseInt(suite.group(3));
        int passed = run - Integer.parseInt(suite.group(2)) - Integer.parseInt(suite.group(4));
        return new int[] {run, passed};
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The README with the lines of what ran. */
    static String updated(String readme, List<Combination> combinations) {
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END);
        if (begin < BEGIN.length() || end < begin) {
            throw new IllegalStateException("README.md lacks " + BEGIN + " or " + END);
        }
        List<String> before = readme.substring(begin, end).lines().toList();
        List<String> table = new ArrayList<>(List.of("",
                "| Runtime | Database | Broker | Checks passed | Crash run |",
                "|---|---|---|---|---|"));
        for (Combination combination : combinations) {
            String line = before.stream().filter(each -> each.startsWith(combination.key()))
                    .findFirst().orElse("");
            table.add(combination.line(line).orElse(line.isEmpty()
                    ? combination.key() + " not run | not run |" : line));
        }
        return readme.substring(0, begin) + String.join("\n", table) + "\n"
                + readme.substring(end);
    }

    /**
     * Writes the table; needs the versions as system properties such as
     * {@code build.camel.version}.
     */
    public static void main(String[] arguments) throws IOException {
        Path readme = Path.of("README.md");
        Files.writeString(readme, updated(Files.readString(readme), all()));
    }
}
