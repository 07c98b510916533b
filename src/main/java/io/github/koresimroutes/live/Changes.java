package io.github.koresimroutes.live;

import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.routeset.RouteSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What differs between two sets of route files. */
final class Changes {

    private final RouteSet before;
    private final RouteSet after;

    Changes(RouteSet before, RouteSet after) {
        this.before = before;
        this.after = after;
    }

    /** Whether a file that the first has from a directory is gone, or replaced by the program's. */
    boolean removes() {
        return before.files().stream().filter(file -> !file.isBundled())
                .anyMatch(file -> after.file(file.name()).map(RouteFile::isBundled).orElse(true));
    }

    /** Whether routes differ that may be replaced while the bundle runs, or their settings. */
    boolean areLive() {
        return !texts(before.live()).equals(texts(after.live()))
                || !before.settings().equals(effectiveSettings());
    }

    /** The files and settings whose change needs a restart. */
    List<String> fixed() {
        List<String> fixed = new ArrayList<>();
        for (String name : names()) {
            if (before.file(name).or(() -> after.file(name)).orElseThrow().isFixed()
                    && !text(before, name).equals(text(after, name))) {
                fixed.add(name);
            }
        }
        fixed.addAll(before.settings().fixedThatDiffer(after.settings()));
        return fixed;
    }

    /** The second set, with the files of the first where a change needs a restart. */
    RouteSet effective() {
        List<RouteFile> files = new ArrayList<>(before.fixed());
        files.addAll(after.live());
        files.sort((a, b) -> a.name().compareTo(b.name()));
        return new RouteSet(files, effectiveSettings());
    }

    private RouteSettings effectiveSettings() {
        return after.settings().withFixedOf(before.settings());
    }

    /** For people: which files changed, came or went. */
    String describe() {
        List<String> changes = new ArrayList<>();
        for (String name : names()) {
            if (before.file(name).isEmpty()) {
                changes.add(name + " (new)");
            } else if (after.file(name).isEmpty()) {
                changes.add(name + " (gone)");
            } else if (!text(before, name).equals(text(after, name))) {
                changes.add(name + (after.file(name).get().isBundled()
                        ? " (gone: the program's own is used)" : ""));
            }
        }
        if (!before.settings().equals(effectiveSettings())) {
            changes.add("settings");
        }
        return String.join(", ", changes);
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        before.files().forEach(file -> names.add(file.name()));
        after.files().forEach(file -> names.add(file.name()));
        return names;
    }

    private static String text(RouteSet set, String name) {
        return set.file(name).map(RouteFile::text).orElse("");
    }

    private static List<List<String>> texts(List<RouteFile> files) {
        return files.stream().map(file -> List.of(file.name(), file.text())).toList();
    }
}
