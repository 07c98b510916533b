package io.github.koresimroutes.live;

import java.util.Map;
import java.util.Set;
import org.apache.camel.Component;
import org.apache.camel.spi.BeanRepository;

/**
 * The beans of the bundle as another context sees them: all by their names, but for Camel's own
 * components. By type alone it finds nothing of Camel's core, for a context takes such beans for its
 * own configuration.
 *
 * @param bundle the bundle's registry
 */
record InheritedBeans(BeanRepository bundle) implements BeanRepository {

    private static final String COMPONENTS = "META-INF/services/org/apache/camel/component/";

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
     * Quarkus and Spring Boot have Camel's components as beans. One is of one context: a direct of
     * two would have the routes of a changed set collide with those that they replace.
     */
    private static <T> T shared(String name, T bean) {
        boolean ofOneContext = bean instanceof Component
                && InheritedBeans.class.getClassLoader().getResource(
                        COMPONENTS + name.replaceFirst("-component$", "")) != null;
        return ofOneContext ? null : bean;
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
