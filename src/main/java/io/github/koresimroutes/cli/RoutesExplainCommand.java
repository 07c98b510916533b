package io.github.koresimroutes.cli;

import io.github.koresimroutes.callback.CallbackRefusedException;
import io.github.koresimroutes.config.Defaults;
import io.github.koresimroutes.explain.Difference;
import io.github.koresimroutes.explain.Explanation;
import io.github.koresimroutes.explain.Occasion;
import io.github.koresimroutes.explain.Occasions;
import io.github.koresimroutes.journal.RouteSetArchive;
import io.github.koresimroutes.live.LoadFailure;
import io.github.koresimroutes.picture.Picture;
import io.github.koresimroutes.routeset.RouteFiles;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.routeset.RouteSettings;
import io.github.koresimroutes.standalone.Installation;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Tells what the routes do with what comes. */
@Command(name = "explain",
        description = "Shows what the routes do with every status that KORE is known to send, with"
                + " another one, a form without status and a JSON body: where each goes, and what"
                + " of the message is other than in docs/message.md. Nothing is sent anywhere: a"
                + " database that is asked finds nothing, and another service answers with what it"
                + " was sent. routes test has answers of your own.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = RoutesExplainCommand.TROUBLE,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success; with --diff: nothing changes", "1:with --diff: something changes",
            "2:wrong usage, or the routes cannot be loaded"})
final class RoutesExplainCommand extends RouteSetCommand {

    private static final int CHANGED = 1;
    /** As diff has it, for 1 says that something changes. */
    static final int TROUBLE = 2;
    private static final String SHIPPED = "shipped";
    private static final String RUNNING = "running";

    @Option(names = "--status", paramLabel = "STATUS",
            description = "Only this status, known or not. Can be given several times.")
    private List<String> statuses = new ArrayList<>();

    @Option(names = "--callback", paramLabel = "FORM",
            description = "Only a callback of your own, such as"
                    + " 'SimStatus=active&SimUniqueName=meter-7'. What it does not say is as in"
                    + " KORE's sample. Can be given several times.")
    private List<String> callbacks = new ArrayList<>();

    @Option(names = "--diff", paramLabel = "running|shipped|DIR",
            description = "Shows only what is other than with the routes that an instance runs, as"
                    + " the journal knows them; than with those that the program came with; or than"
                    + " with those of a directory.")
    private String diff;

    @Option(names = "--picture", paramLabel = "ROUTE", arity = "0..1", fallbackValue = "",
            description = "Prints the routes, or the one of this id, as flow charts in Markdown"
                    + " (Mermaid) instead.")
    private String picture;

    @Option(names = "--json", description = "Prints JSON, one object for each line of the table.")
    private boolean json;

    @Override
    int run(Installation installation, RouteSet set) throws Exception {
        if (picture != null) {
            return draw(installation, set);
        }
        List<Occasion> occasions = occasions();
        List<Explanation> before = diff == null ? null
                : explain(installation, other(installation), occasions);
        List<Explanation> after = explain(installation, set, occasions);
        if (after == null || diff != null && before == null) {
            return TROUBLE;
        }
        return diff == null ? tell(after) : tell(Difference.between(before, after), after.size());
    }

    private int tell(List<Explanation> explanations) {
        if (json) {
            explanations.forEach(each -> out().println(ExplanationJson.of(each)));
        } else {
            out().print(ExplanationRows.table(explanations));
        }
        return 0;
    }

    private int tell(List<Difference> differences, int all) {
        if (json) {
            differences.forEach(each -> out().println(ExplanationJson.of(each)));
        } else {
            out().print(ExplanationRows.changes(differences));
            out().println(differences.isEmpty() ? "nothing changes"
                    : differences.size() + " of " + all + " change");
        }
        return differences.isEmpty() ? 0 : CHANGED;
    }

    private int draw(Installation installation, RouteSet set) throws Exception {
        Map<String, String> pictures;
        try {
            pictures = Picture.ofAll(set, installation.properties());
        } catch (Exception | LinkageError e) {
            return refuse(set, e);
        }
        if (!picture.isEmpty() && !pictures.containsKey(picture)) {
            throw new ParameterException(spec().commandLine(), "there is no route '" + picture
                    + "'. There are: " + String.join(", ", pictures.keySet()));
        }
        pictures.forEach((route, chart) -> {
            if (picture.isEmpty() || picture.equals(route)) {
                out().println(chart);
            }
        });
        return 0;
    }

    private List<Occasion> occasions() {
        List<Occasion> asked = new ArrayList<>();
        statuses.forEach(status -> asked.add(Occasions.ofStatus(status)));
        for (String callback : callbacks) {
            try {
                asked.add(Occasions.ofCallback(callback));
            } catch (CallbackRefusedException e) {
                throw new ParameterException(spec().commandLine(),
                        "Invalid value for option '--callback': " + e.getMessage());
            }
        }
        return asked.isEmpty() ? Occasions.all() : asked;
    }

    /** The routes to compare with. */
    private RouteSet other(Installation installation) throws SQLException {
        if (diff.equals(RUNNING)) {
            RouteSet kept = new RouteSetArchive(installation.journal().database()).latest()
                    .orElseThrow(() -> new CommandException("no instance with this journal has told"
                            + " which routes it runs")).set();
            return new RouteSet(kept.files(),
                    kept.settings().withCustomOf(installation.routeSettings()));
        }
        if (diff.equals(SHIPPED)) {
            return RouteFiles.of(null).read(shippedSettings());
        }
        return RouteFiles.of(ConfigOption.directory(spec(), "--diff", GivenPath.of(diff), null))
                .read(installation.routeSettings());
    }

    private static RouteSettings shippedSettings() {
        Properties shipped = Defaults.load();
        Map<String, String> own = new TreeMap<>();
        shipped.stringPropertyNames().stream().filter(RouteSettings::covers)
                .forEach(key -> own.put(key, shipped.getProperty(key)));
        return new RouteSettings(own);
    }

    /** Null where they cannot be loaded, which is told. */
    private List<Explanation> explain(
            Installation installation, RouteSet set, List<Occasion> occasions) {
        try {
            return Explanation.of(set, installation.properties(), occasions);
        } catch (Exception | LinkageError e) {
            refuse(set, e);
            return null;
        }
    }

    private int refuse(RouteSet set, Throwable failure) {
        err().println(LoadFailure.finding(set, failure).describe());
        return TROUBLE;
    }
}
