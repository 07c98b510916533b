package io.github.koresimroutes.trial;

import io.github.koresimroutes.check.Finding;
import io.github.koresimroutes.check.Known;
import io.github.koresimroutes.check.RouteCheck;
import io.github.koresimroutes.routeset.RouteSet;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.spi.PropertiesComponent;

/** All that is wrong with a set of routes, as far as that can be told without running it. */
public final class RouteFindings {

    private RouteFindings() {
    }

    /**
     * What a look at the files finds; where that finds no error, what Camel says when it makes their
     * routes.
     *
     * @param settings others than those of the set
     */
    public static List<Finding> of(RouteSet set, PropertiesComponent settings) {
        List<Finding> findings = new ArrayList<>(
                RouteCheck.findings(set, Known.of(settings, set.settings())));
        if (findings.stream().noneMatch(Finding::isError)) {
            ScratchLoad.check(set, settings).ifPresent(findings::add);
        }
        return findings;
    }
}
