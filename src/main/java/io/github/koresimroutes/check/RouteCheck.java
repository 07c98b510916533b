package io.github.koresimroutes.check;

import io.github.koresimroutes.routeset.RouteSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Looks for what is wrong with a set of route files, without running it. */
public final class RouteCheck {

    private RouteCheck() {
    }

    /** Begins to read Camel's schema, which takes a while; who checks then waits for the rest. */
    public static void prepare() {
        Thread reader = new Thread(() -> {
            try {
                DslSchema.get(RouteCheck.class.getClassLoader());
            } catch (RuntimeException e) {
                // Whoever checks is told.
            }
        }, "kore-route-schema");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * All that is found, in the order of files and lines.
     *
     * @param set the files; there may be more settings and beans than theirs and the bundle's
     */
    public static List<Finding> findings(RouteSet set) {
        return findings(set, Known.of(set.settings()));
    }

    /**
     * All that is found, in the order of files and lines.
     *
     * @param set   the files
     * @param known what is there around them
     */
    public static List<Finding> findings(RouteSet set, Known known) {
        Findings findings = new Findings();
        List<YamlFile> files = new ArrayList<>();
        set.files().forEach(file -> YamlFile.parse(file, findings).ifPresent(files::add));
        files.forEach(file -> checkIsFilled(file, findings));
        DslSchema schema = DslSchema.get(known.loader());
        files.forEach(file -> SchemaCheck.check(file, schema, findings));
        RouteIds.check(files, findings);
        routes(files, files.size() == set.files().size(), known, findings);
        return findings.sorted();
    }

    /** @param all whether every file could be read: only then something can be missing */
    private static void routes(
            List<YamlFile> files, boolean all, Known known, Findings findings) {
        List<Flow> flows = files.stream().flatMap(file -> Flow.of(file).stream()).toList();
        Set<String> beans = Beans.of(flows);
        EndpointCheck endpoints = new EndpointCheck(known, beans, findings);
        ModuleCheck modules = new ModuleCheck(known, findings);
        flows.stream().flatMap(flow -> flow.steps().stream()).forEach(step -> {
            Endpoint.of(step, known).forEach(endpoints::check);
            modules.check(step);
        });
        flows.forEach(new SettingCheck(known, findings)::check);
        flows.forEach(new BeanCheck(flows, known, findings)::check);
        flows.forEach(new LanguageCheck(flows, known, findings)::check);
        flows.forEach(flow -> WhenCheck.check(flow, findings));
        if (all) {
            new FlowCheck(flows, known, findings).check();
            new FixedFiles(flows, known, findings).check();
            new IdleRoutes(flows, known, findings).check();
        }
        Reach reach = new Reach(flows, known);
        reach.ofEvents().forEach(new UnsafeCheck(reach, beans, findings)::check);
    }

    /** An editor that was interrupted leaves such a file; none of its routes would be there. */
    private static void checkIsFilled(YamlFile file, Findings findings) {
        if (file.documents().stream().allMatch(YamlFile::isNothing)) {
            findings.add(Finding.error("empty-file", file.file(), 0, 0, "the file is empty",
                    "Restore it, or delete it: then the one in the program is used."));
        }
    }
}
