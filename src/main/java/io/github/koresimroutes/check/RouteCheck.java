package io.github.koresimroutes.check;

import io.github.koresimroutes.routeset.RouteSet;
import java.util.ArrayList;
import java.util.List;

/** Looks for what is wrong with a set of route files, without running it. */
public final class RouteCheck {

    private RouteCheck() {
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
        List<Flow> flows = files.stream().flatMap(file -> Flow.of(file).stream()).toList();
        EndpointCheck endpoints = new EndpointCheck(known, Beans.of(flows), findings);
        flows.stream().flatMap(flow -> flow.steps().stream())
                .flatMap(step -> Endpoint.of(step, known).stream()).forEach(endpoints::check);
        flows.forEach(new SettingCheck(known, findings)::check);
        flows.forEach(new BeanCheck(known, Beans.of(flows), findings)::check);
        flows.forEach(new LanguageCheck(flows, known, findings)::check);
        new FlowCheck(flows, known, findings).check();
        return findings.sorted();
    }

    /** An editor that was interrupted leaves such a file; none of its routes would be there. */
    private static void checkIsFilled(YamlFile file, Findings findings) {
        if (file.documents().stream().allMatch(YamlFile::isNothing)) {
            findings.add(Finding.error("empty-file", file.file(), 0, 0, "the file is empty",
                    "Restore it, or delete it: then the one in the program is used."));
        }
    }
}
