package io.github.koresimroutes.standalone;

import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** Settings for tests, resolved by Camel as in a run. */
final class Settings {

    private Settings() {
    }

    static StandaloneSettings of(Map<String, String> values) {
        Properties properties = new Properties();
        properties.putAll(values);
        CamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().setOverrideProperties(properties);
        return new StandaloneSettings(context);
    }
}
