package io.github.koresimroutes.live;

import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.BeanRepository;

/**
 * The beans of the bundle as another context sees them: all by their names. By type alone it finds
 * nothing of Camel's core, for a context takes such beans for its own configuration.
 *
 * @param bundle the bundle's registry
 */
record InheritedBeans(BeanRepository bundle) implements BeanRepository {

    private static boolean configuresContexts(Class<?> type) {
        return type.getName().startsWith("org.apache.camel.")
                && !type.getName().startsWith("org.apache.camel.component.");
    }

    @Override
    public Object lookupByName(String name) {
        return bundle.lookupByName(name);
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
        return bundle.lookupByNameAndType(name, type);
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
