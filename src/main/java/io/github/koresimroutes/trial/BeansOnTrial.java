package io.github.koresimroutes.trial;

import java.util.Map;
import java.util.Set;
import org.apache.camel.Component;
import org.apache.camel.spi.BeanRepository;

/**
 * What routes on trial find by name: the stand-ins, and what an application around the bundle has
 * beside them. Its components are left out, for they would reach something outside.
 */
record BeansOnTrial(BeanRepository standIns, BeanRepository application)
        implements BeanRepository {

    @Override
    public Object lookupByName(String name) {
        Object standIn = standIns.lookupByName(name);
        return standIn != null ? standIn : inside(application.lookupByName(name));
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
        T standIn = standIns.lookupByNameAndType(name, type);
        return standIn != null ? standIn : inside(application.lookupByNameAndType(name, type));
    }

    private static <T> T inside(T bean) {
        return bean instanceof Component ? null : bean;
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return standIns.findByTypeWithName(type);
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return standIns.findByType(type);
    }
}
