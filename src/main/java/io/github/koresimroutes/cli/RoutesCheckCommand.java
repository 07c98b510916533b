package io.github.koresimroutes.cli;

import io.github.koresimroutes.check.Finding;
import io.github.koresimroutes.check.Known;
import io.github.koresimroutes.check.RouteCheck;
import io.github.koresimroutes.routeset.RouteFiles;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.routeset.RouteSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what is wrong with the route files, before they run. */
@Command(name = "check",
        description = "Tells all that is wrong with the route files, with file, line and column,"
            + " and what to do. It opens no database, no broker and no port: made for a git hook or"
            + " a CI step.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the files may run", "1:they may not; the reasons are on stdout", "2:wrong usage"},
        footer = {"", "With --json a line is {\"severity\": \"error\" or \"warning\", \"rule\","
            + " \"file\", \"line\", \"column\", \"problem\", \"advice\"}. Names of rules stay."
            + " What is about the whole set has null for file, line and column; advice may be"
            + " null, too."})
final class RoutesCheckCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config;

    @Option(names = "--routes", paramLabel = "DIR",
            description = "The directory of *.camel.yaml files that win, file by file, over the"
                    + " ones in the program. Default: routes, if it exists.")
    private Path routes;

    @Option(names = "--json", description = "Prints JSON, one object for each finding.")
    private boolean json;

    @Option(names = "--strict", description = "Fails on warnings, too.")
    private boolean strict;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Map<String, String> settings = settings(config.directory());
        RouteFiles files =
                RouteFiles.of(ConfigOption.directory(spec, "--routes", routes, "routes"));
        files.misnamed().forEach(file -> spec.commandLine().getErr().println(file
                + " is not loaded: the name of a route file ends in .camel.yaml"));
        RouteSet set = files.read(routeSettings(settings));
        List<Finding> findings = RouteCheck.findings(set, Known.of(settings));
        PrintWriter out = spec.commandLine().getOut();
        findings.forEach(finding ->
                out.println(json ? FindingJson.of(finding) : finding.describe()));
        long errors = findings.stream().filter(Finding::isError).count();
        long warnings = findings.size() - errors;
        if (!json) {
            out.println(summary(set.files().size(), errors, warnings));
        }
        out.flush();
        return errors > 0 || strict && warnings > 0 ? KoreSim.FAILED : 0;
    }

    private static String summary(int files, long errors, long warnings) {
        String looked = count(files, "file");
        if (errors + warnings == 0) {
            return looked + ": no errors";
        }
        String found = errors == 0 ? "no errors" : count(errors, "error");
        return found + (warnings == 0 ? "" : ", " + count(warnings, "warning")) + " in " + looked;
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static RouteSettings routeSettings(Map<String, String> settings) {
        Map<String, String> own = new TreeMap<>(settings);
        own.keySet().removeIf(key -> !RouteSettings.covers(key));
        return new RouteSettings(own);
    }

    /** Those of the file; what system properties and the environment say wins where they are used. */
    private static Map<String, String> settings(Path directory) throws IOException {
        Properties file = new Properties();
        Path path = directory == null ? null : directory.resolve("application.properties");
        if (path != null && Files.isRegularFile(path)) {
            try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
                file.load(reader);
            }
        }
        Map<String, String> settings = new TreeMap<>();
        file.stringPropertyNames().forEach(key -> settings.put(key, file.getProperty(key)));
        return settings;
    }
}
