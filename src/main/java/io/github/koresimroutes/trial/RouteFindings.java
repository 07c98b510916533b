package io.github.koresimroutes.trial;

import io.github.koresimroutes.check.Finding;
import io.github.koresimroutes.check.Known;
import io.github.koresimroutes.check.RouteCheck;
import io.github.koresimroutes.routeset.RouteSet;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.support.SimpleRegistry;

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
        return of(set, settings, new SimpleRegistry());
    }

    /**
     * The same inside an application.
     *
     * @param settings    others than those of the set
     * @param application its beans, which the routes that teams edit may name
     */
    public static List<Finding> of(
            RouteSet set, PropertiesComponent settings, BeanRepository application) {
        List<Finding> findings = new ArrayList<>(RouteCheck.findings(
                set, Known.of(settings, set.settings()).inside(application)));
        if (findings.stream().noneMatch(Finding::isError)) {
            ScratchLoad.check(set, settings, application).ifPresent(findings::add);
        }
        return findings;
    }
}
