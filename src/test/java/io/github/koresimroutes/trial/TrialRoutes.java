package io.github.koresimroutes.trial;

import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteFiles;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.routeset.RouteSettings;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.support.service.ServiceHelper;

/** Sets of routes to try. */
public final class TrialRoutes {

    public static final PropertiesComponent SETTINGS = settings();

    private TrialRoutes() {
    }

    public static RouteSet shipped() {
        return RouteFiles.of(null).read(RouteSettings.of(SETTINGS));
    }

    /** The shipped files, but for the one that routes events: it has these steps. */
    public static RouteSet routing(String steps) {
        return with("route-by-status", """
                - route:
                    id: route-by-status
                    from:
                      uri: direct:route-by-status
                      steps:
                """ + steps.indent(8));
    }

    /** The shipped files with another one. */
    public static RouteSet with(String name, String text) {
        RouteSet shipped = shipped();
        List<RouteFile> files = new ArrayList<>(shipped.files());
        files.removeIf(file -> file.name().equals(name + RouteFile.SUFFIX));
        files.add(new RouteFile(name + RouteFile.SUFFIX, "file:" + name + RouteFile.SUFFIX, text));
        return new RouteSet(files, shipped.settings());
    }

    private static PropertiesComponent settings() {
        PropertiesComponent properties = new DefaultCamelContext().getPropertiesComponent();
        properties.setLocation("file:config/application.properties");
        ServiceHelper.startService(properties);
        return properties;
    }
}
