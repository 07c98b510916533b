package io.github.koresimroutes.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.github.koresimroutes.config.Defaults;
import io.github.koresimroutes.config.KeyCheck;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The pod that the Deployment makes, and its only container. */
public final class Pod {

    private final Manifests manifests;
    private final Deployment deployment;

    public Pod(Manifests manifests) {
        this.manifests = manifests;
        this.deployment = manifests.one(Deployment.class);
    }

    PodSpec spec() {
        return deployment.getSpec().getTemplate().getSpec();
    }

    Map<String, String> labels() {
        return deployment.getSpec().getTemplate().getMetadata().getLabels();
    }

    public Container container() {
        if (spec().getContainers().size() != 1 || !spec().getInitContainers().isEmpty()) {
            throw new AssertionError("more than one container");
        }
        return spec().getContainers().get(0);
    }

    /** Its variables. */
    public Map<String, String> environment() {
        Map<String, String> all = new HashMap<>();
        container().getEnvFrom().forEach(from ->
                all.putAll(manifests.configMap(withoutHash(from.getConfigMapRef().getName()))));
        container().getEnv().forEach(variable -> all.put(variable.getName(),
                variable.getValue() != null ? variable.getValue() : manifests.secret(withoutHash(
                        variable.getValueFrom().getSecretKeyRef().getName()))
                        .get(variable.getValueFrom().getSecretKeyRef().getKey())));
        return all;
    }

    /** A setting as the bundle in it reads it. */
    String setting(String key) {
        Properties defaults = Defaults.load();
        return environment().getOrDefault(KeyCheck.variable(key), defaults.getProperty(key));
    }

    /** The number of a port, by its name. */
    public int port(String name) {
        return container().getPorts().stream().filter(port -> port.getName().equals(name))
                .mapToInt(ContainerPort::getContainerPort).findFirst()
                .orElseThrow(() -> new AssertionError("there is no port " + name));
    }

    Volume volume(VolumeMount mount) {
        return spec().getVolumes().stream()
                .filter(volume -> volume.getName().equals(mount.getName())).findFirst()
                .orElseThrow(() -> new AssertionError("there is no volume " + mount.getName()));
    }

    /** What is in a mounted directory: file to content. Empty for one that begins empty. */
    public Map<String, String> files(VolumeMount mount) {
        Volume volume = volume(mount);
        if (volume.getConfigMap() != null) {
            return manifests.configMap(withoutHash(volume.getConfigMap().getName()));
        }
        if (volume.getSecret() == null) {
            return Map.of();
        }
        Map<String, String> all =
                manifests.secret(withoutHash(volume.getSecret().getSecretName()));
        if (volume.getSecret().getItems().isEmpty()) {
            return all;
        }
        Map<String, String> items = new HashMap<>();
        volume.getSecret().getItems().forEach(
                item -> items.put(item.getPath(), all.get(item.getKey())));
        return items;
    }

    private static String withoutHash(String name) {
        return name.replaceFirst(Manifests.HASH + "$", "");
    }
}
