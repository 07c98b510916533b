package io.github.koresimroutes.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two archives as they were packed, and the licences of what they hold. */
class DistributionIT {

    private static final String OURS = "kore-sim-routes";
    // The text of the first is LICENSE; the second needs none.
    private static final Set<String> WITHOUT_A_TEXT = Set.of("Apache-2.0", "CC0-1.0");

    /** Without what follows a #, which DocumentsTest looks for. */
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)[^)\\s]*\\)");

    private static Distribution distribution;

    @BeforeAll
    static void read() throws Exception {
        distribution = Distribution.zip();
    }

    @Test
    void bothArchivesHoldTheSame() throws Exception {
        Map<String, byte[]> other = Distribution.tarGz().files();

        assertThat(other.keySet()).isEqualTo(distribution.files().keySet());
        distribution.files().forEach((name, content) ->
                assertThat(other.get(name)).as(name).isEqualTo(content));
    }

    @Test
    void theListOfLicencesNamesEachJarAndNoOther() {
        Set<String> listed = new TreeSet<>(distribution.licences().keySet());
        listed.add(ours());

        assertThat(listed).isEqualTo(distribution.jars());
    }

    @Test
    void theTextOfEachLicenceComesAlong() throws Exception {
        assertThat(distribution.files()).containsKeys("LICENSE", "NOTICE",
                "licenses/EDL-1.0.txt", "licenses/EPL-2.0.txt");
        for (Map.Entry<String, Set<String>> jar : distribution.licences().entrySet()) {
            if (jar.getValue().stream().noneMatch(WITHOUT_A_TEXT::contains)
                    // It has no text in its jar, but licenses/EDL-1.0.txt is its.
                    && !jar.getKey().startsWith("istack-commons-runtime")) {
                assertThat(distribution.inJar(jar.getKey()))
                        .as(jar.getKey()).anyMatch(name -> name.startsWith("META-INF/LICENSE"));
            }
        }
    }

    /** The builder's umask and user must not be seen in it. */
    @Test
    void modesAndOwnersAreThoseOfNoBuilder() throws Exception {
        assertThat(Distribution.modes()).contains("bin/kore-sim 0:0 755", "docs/ 0:0 755")
                .filteredOn(entry -> !entry.endsWith("0:0 755")).isNotEmpty()
                .allMatch(entry -> entry.endsWith(" 0:0 644"));
    }

    @Test
    void everyLinkOfADocumentLeadsIntoTheArchive() {
        distribution.files().keySet().stream().filter(name -> name.endsWith(".md")).forEach(name -> {
            Path document = Path.of(name);
            LINK.matcher(text(name)).results().map(link -> link.group(1))
                    .filter(link -> !link.startsWith("http")).forEach(link -> assertThat(
                            document.resolveSibling(link).normalize().toString())
                            .as("%s in %s", link, name).satisfies(this::isPacked));
        });
    }

    private void isPacked(String path) {
        assertThat(distribution.files().keySet()).anyMatch(
                name -> name.equals(path) || name.startsWith(path + "/"));
    }

    @Test
    void theScriptTakesPathsFromWhereTheUserStandsAndSettingsFromTheHome(@TempDir Path directory)
            throws Exception {
        Path home = directory.resolve("the home");
        distribution.unpack(home);
        Path here = Files.createDirectories(directory.resolve("a user's"));
        Path link = Files.createSymbolicLink(
                directory.resolve("kore-sim"), Path.of("the home/bin/kore-sim"));

        assertThat(run(here, link, "run", "--config", "mine"))
                .contains("there is no directory " + here.toRealPath().resolve("mine"));
        Files.writeString(Files.createDirectories(here.resolve("mine"))
                .resolve("application.properties"),
                "kore.journal.url = jdbc:sqlite:data/none.db\n");
        assertThat(run(here, link, "events", "list", "--config=mine"))
                .contains(home.toRealPath().resolve("data/none.db").toString());
        assertThat(run(home, Path.of("bin/kore-sim"), "run", "--config", "mine"))
                .contains("there is no directory mine");
    }

    /** And one that another Java made, or that is older than a jar, is in nobody's way. */
    @Test
    void theScriptUsesASharedArchiveWhereThereIsOneThatFits(@TempDir Path directory)
            throws Exception {
        // Without a blank: Java 17 makes no use of jars whose path has one.
        Path home = directory.resolve("home");
        distribution.unpack(home);
        Path script = Path.of("bin/kore-sim");
        runWith("-XX:ArchiveClassesAtExit=lib/kore-sim.jsa", home, script, "--version");

        String fromArchive = "cli.KoreSim source: shared objects file (top)";
        assertThat(runWith("-Xlog:class+load", home, script, "--version")).contains(fromArchive);

        Path archive = home.resolve("lib/kore-sim.jsa");
        Files.delete(archive);
        Files.write(archive, new byte[] {1, 2, 3});
        assertThat(runWith("-Xlog:class+load", home, script, "--version"))
                .contains("cli.KoreSim source: file:").doesNotContain(fromArchive);
        assertThat(run(home, script, "--version")).startsWith("kore-sim ").hasLineCount(1);
    }

    private static String run(Path directory, Path script, String... arguments) throws Exception {
        return runWith("", directory, script, arguments);
    }

    private static String runWith(
            String options, Path directory, Path script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("KORE_SIM_OPTS", options);
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Not tried, for want of a Windows: what it says is what the other one does. */
    @Test
    void theScriptForWindowsTellsWhereTheUserStands() {
        assertThat(text("bin/kore-sim.bat").lines())
                .containsSubsequence("set \"HERE=%CD%\\.\"", "cd /d \"%~dp0..\"")
                .anyMatch(line -> line.contains("\"-Dkore-sim.here=%HERE%\""));
        assertThat(text("bin/kore-sim.bat").replace("\r\n", "")).doesNotContain("\n");
    }

    @Test
    void theUnitStartsWhatIsPackedAndWaitsForItsEnd() {
        Properties unit = properties("systemd/kore-sim.service");

        assertThat(unit.getProperty("ExecStart")).startsWith("/opt/kore-sim/bin/kore-sim run ");
        String limit = properties("config/application.properties").getProperty("kore.stop.timeout");
        assertThat(Duration.ofSeconds(Long.parseLong(unit.getProperty("TimeoutStopSec"))))
                .isGreaterThan(Duration.parse("PT" + limit).plusSeconds(5));
    }

    private static Properties properties(String name) {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(text(name)));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String name) {
        return new String(distribution.file(name), StandardCharsets.UTF_8);
    }

    /** For whoever takes the jar alone. */
    @Test
    void ourJarHoldsItsLicence() throws Exception {
        assertThat(distribution.inJar(ours())).contains("META-INF/LICENSE", "META-INF/NOTICE");
    }

    private static String ours() {
        return distribution.jars().stream().filter(name -> name.startsWith(OURS)).findFirst()
                .orElseThrow();
    }
}
