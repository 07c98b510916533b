package io.github.koresimroutes.live;

import java.util.Map;
import java.util.Set;
import org.apache.camel.Component;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.Language;

/**
 * The beans of the bundle as another context sees them: all by their names, but for Camel's own
 * components, languages and data formats. By type alone it finds nothing of Camel's core, for a
 * context takes such beans for its own configuration.
 *
 * @param bundle the bundle's registry
 */
record InheritedBeans(BeanRepository bundle) implements BeanRepository {

    private static final String SERVICES = "META-INF/services/org/apache/camel/";

    /** What Camel makes by itself for each context, and how it calls their kind. */
    private static final Map<Class<?>, String> OF_ONE_CONTEXT = Map.of(
            Component.class, "component", Language.class, "language",
            DataFormat.class, "dataformat");

    private static boolean configuresContexts(Class<?> type) {
        return type.getName().startsWith("org.apache.camel.")
                && !type.getName().startsWith("org.apache.camel.component.");
    }

    @Override
    public Object lookupByName(String name) {
        return shared(name, bundle.lookupByName(name));
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
        return shared(name, bundle.lookupByNameAndType(name, type));
    }

    /**
     * Quarkus and Spring Boot have Camel's components and languages as beans. One is of one context:
     * with a direct of two the routes of a changed set collide with those that they replace, and a
     * language ends with the context that ends first.
     */
    private static <T> T shared(String name, T bean) {
        boolean ofOneContext = OF_ONE_CONTEXT.entrySet().stream().anyMatch(kind ->
                kind.getKey().isInstance(bean) && isCamels(name, kind.getValue()));
        return ofOneContext ? null : bean;
    }

    private static boolean isCamels(String name, String kind) {
        return InheritedBeans.class.getClassLoader().getResource(
                SERVICES + kind + "/" + name.replaceFirst("-" + kind + "$", "")) != null;
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return configuresContexts(type) ? Map.of() : bundle.findByTypeWithName(type);
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return configuresContexts(type) ? Set.of() : bundle.findByType(type);
    }
}
