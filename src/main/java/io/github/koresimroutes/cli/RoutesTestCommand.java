package io.github.koresimroutes.cli;

import io.github.koresimroutes.check.Finding;
import io.github.koresimroutes.check.Findings;
import io.github.koresimroutes.live.LoadFailure;
import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.routetest.JUnitReport;
import io.github.koresimroutes.routetest.RouteTest;
import io.github.koresimroutes.routetest.RouteTestFile;
import io.github.koresimroutes.routetest.RouteTestRun;
import io.github.koresimroutes.routetest.Verdict;
import io.github.koresimroutes.standalone.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the tests that lie next to the routes. */
@Command(name = "test",
        description = "Runs the tests of the routes: files *.test.yaml in the routes directory, or"
                + " those that are named. Nothing is sent anywhere (docs/test-a-route.md).",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all passed", "1:one failed, there is none, or the files are not right",
            "2:wrong usage"})
final class RoutesTestCommand extends RouteSetCommand {

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Files with tests.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--junit", paramLabel = "FILE",
            description = "Writes a report as CI servers read it from JUnit.")
    private Path junit;

    @Option(names = "--json", description = "Prints JSON, one object for each test.")
    private boolean json;

    @Override
    int run(Installation installation, RouteSet set) throws Exception {
        Findings findings = new Findings();
        List<RouteTest> tests = new ArrayList<>();
        for (Path file : testFiles()) {
            String place = "file:" + file;
            tests.addAll(RouteTestFile.read(new RouteFile(file.getFileName().toString(), place,
                    Files.readString(file)), findings));
        }
        if (!findings.sorted().isEmpty()) {
            findings.sorted().forEach(finding -> err().println(finding.describe()));
            return KoreSim.FAILED;
        }
        if (tests.isEmpty()) {
            err().println("kore-sim: there is no test: no file *" + RouteTestFile.SUFFIX + " in "
                    + (directory() == null ? "the routes directory" : directory())
                    + " has one. docs/test-a-route.md shows how to write one.");
            return KoreSim.FAILED;
        }
        return run(installation, set, tests);
    }

    private int run(Installation installation, RouteSet set, List<RouteTest> tests)
            throws IOException {
        List<Verdict> verdicts = new ArrayList<>();
        try (RouteTestRun run = new RouteTestRun(set, installation.properties())) {
            for (RouteTest test : tests) {
                Verdict verdict = run.run(test);
                verdicts.add(verdict);
                out().println(json ? VerdictJson.of(verdict) : describe(verdict));
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            Finding finding = LoadFailure.finding(set, e);
            err().println(finding.describe());
            return KoreSim.FAILED;
        }
        if (junit != null) {
            JUnitReport.write(verdicts, junit);
        }
        long failed = verdicts.stream().filter(verdict -> !verdict.isPassed()).count();
        if (!json) {
            out().println(tests.size() + (tests.size() == 1 ? " test, " : " tests, ")
                    + (failed == 0 ? "all passed" : failed + " failed"));
        }
        return failed == 0 ? 0 : KoreSim.FAILED;
    }

    private static String describe(Verdict verdict) {
        if (verdict.isPassed()) {
            return "passed  " + verdict.test().name();
        }
        StringBuilder text = new StringBuilder("FAILED  " + verdict.test().name()
                + "\n        " + verdict.test().place());
        verdict.failures().forEach(failure ->
                text.append("\n        ").append(failure.replace("\n", "\n        ")));
        return text.toString();
    }

    private List<Path> testFiles() throws IOException {
        if (!files.isEmpty() || directory() == null) {
            return files;
        }
        try (Stream<Path> all = Files.list(directory())) {
            return all.filter(file -> file.getFileName().toString().endsWith(RouteTestFile.SUFFIX)
                    && !file.getFileName().toString().startsWith(".")).sorted().toList();
        }
    }
}
