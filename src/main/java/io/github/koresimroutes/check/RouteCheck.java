package io.github.koresimroutes.check;

import io.github.koresimroutes.routeset.RouteSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks for what is wrong with a set of route files, without running it. */
public final class RouteCheck {

    private RouteCheck() {
    }

    /**
     * All that is found, in the order of files and lines.
     *
     * @param set the files
     */
    public static List<Finding> findings(RouteSet set) {
        List<Finding> findings = new ArrayList<>();
        List<YamlFile> files = new ArrayList<>();
        set.files().forEach(file -> YamlFile.parse(file, findings).ifPresent(files::add));
        files.forEach(file -> checkIsFilled(file, findings));
        RouteIds.check(files, findings);
        findings.sort(Comparator.comparing((Finding finding) -> finding.place())
                .thenComparing(Finding::line).thenComparing(Finding::column));
        return findings;
    }

    /** An editor that was interrupted leaves such a file; none of its routes would be there. */
    private static void checkIsFilled(YamlFile file, List<Finding> findings) {
        if (file.documents().stream().allMatch(YamlFile::isNothing)) {
            findings.add(Finding.error("empty-file", file.file(), 0, 0, "the file is empty",
                    "Restore it, or delete it: then the one in the program is used."));
        }
    }
}
