package io.github.koresimroutes.cli;

import io.github.koresimroutes.check.Finding;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.standalone.Installation;
import io.github.koresimroutes.trial.RouteFindings;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells what is wrong with the route files, before they run. */
@Command(name = "check",
        description = "Tells all that is wrong with the route files, with file, line and column,"
                + " and what to do. It opens no database, no broker and no port: made for a git hook"
                + " or a CI step.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the files may run", "1:they may not; the reasons are on stdout", "2:wrong usage"},
        footer = {"", "With --json a line is {\"severity\": \"error\" or \"warning\", \"rule\","
            + " \"file\", \"line\", \"column\", \"problem\", \"advice\"}. Names of rules stay."
            + " What is about the whole set has null for file, line and column; advice may be"
            + " null, too."})
final class RoutesCheckCommand extends RouteSetCommand {

    @Option(names = "--json", description = "Prints JSON, one object for each finding.")
    private boolean json;

    @Option(names = "--strict", description = "Fails on warnings, too.")
    private boolean strict;

    @Override
    int run(Installation installation, RouteSet set) {
        List<Finding> findings = RouteFindings.of(set, installation.properties());
        findings.forEach(finding ->
                out().println(json ? FindingJson.of(finding) : finding.describe()));
        long errors = findings.stream().filter(Finding::isError).count();
        long warnings = findings.size() - errors;
        if (!json) {
            out().println(summary(set.files().size(), errors, warnings));
        }
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
}
