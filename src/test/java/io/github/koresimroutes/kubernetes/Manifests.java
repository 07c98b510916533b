package io.github.koresimroutes.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The objects that a kustomization makes. */
public final class Manifests {

    static final String HASH = "-[24-9bcdfghkmt]{10}";

    private final List<HasMetadata> objects = new ArrayList<>();

    private Manifests() {
    }

    /** Whether {@code kubectl} is on this machine. */
    static boolean canRender() {
        try {
            return new ProcessBuilder("kubectl", "version", "--client")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What {@code kubectl apply -k} would send to a cluster. */
    static Manifests rendered(Path kustomization) throws Exception {
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", kustomization.toString())
                .redirectErrorStream(true).start();
        String output = new String(
                kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (kubectl.waitFor() != 0) {
            throw new AssertionError(output);
        }
        Manifests manifests = new Manifests();
        manifests.objects.addAll(StrictYaml.objects(output));
        return manifests;
    }

    /** What the files hold; patches and what Kustomize does to names are left out. */
    public static Manifests ofFiles(Path kustomization) throws IOException {
        Manifests manifests = new Manifests();
        Map<String, Map<String, String>> configMaps = new TreeMap<>();
        Map<String, Map<String, String>> secrets = new TreeMap<>();
        manifests.add(kustomization, configMaps, secrets);
        configMaps.forEach((name, data) -> manifests.objects.add(new ConfigMapBuilder()
                .withNewMetadata().withName(name).endMetadata().withData(data).build()));
        secrets.forEach((name, data) -> manifests.objects.add(new SecretBuilder()
                .withNewMetadata().withName(name).endMetadata()
                .withData(encoded(data)).build()));
        return manifests;
    }

    private void add(Path directory, Map<String, Map<String, String>> configMaps,
            Map<String, Map<String, String>> secrets) throws IOException {
        Kustomization here = Kustomization.of(directory);
        for (String part : here.parts().toList()) {
            Path path = directory.resolve(part);
            if (Files.isDirectory(path)) {
                add(path, configMaps, secrets);
            } else {
                objects.addAll(StrictYaml.objects(Files.readString(path)));
            }
        }
        generate(here.configMapGenerator(), directory, configMaps);
        generate(here.secretGenerator(), directory, secrets);
    }

    private static void generate(List<Kustomization.Generator> generators, Path directory,
            Map<String, Map<String, String>> made) throws IOException {
        for (Kustomization.Generator each
                : generators == null ? List.<Kustomization.Generator>of() : generators) {
            if (made.containsKey(each.name()) != "merge".equals(each.behavior())) {
                throw new AssertionError(each.name() + " is made twice, or added to nothing");
            }
            made.computeIfAbsent(each.name(), name -> new TreeMap<>())
                    .putAll(each.data(directory));
        }
    }

    private static Map<String, String> encoded(Map<String, String> data) {
        return data.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                each -> Base64.getEncoder().encodeToString(
                        each.getValue().getBytes(StandardCharsets.UTF_8))));
    }

    public <T extends HasMetadata> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The only one of its kind. */
    public <T extends HasMetadata> T one(Class<T> type) {
        List<T> all = all(type);
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " of " + type.getSimpleName());
        }
        return all.get(0);
    }

    /** The one of that name, or with a hash of its content behind it. */
    public <T extends HasMetadata> T named(Class<T> type, String name) {
        return all(type).stream()
                .filter(each -> each.getMetadata().getName().matches(name + "(" + HASH + ")?"))
                .findFirst().orElseThrow(() -> new AssertionError(
                        "there is no " + type.getSimpleName() + " " + name));
    }

    /** Whether an object's name changes with its content. */
    static boolean hasHash(HasMetadata object) {
        return object.getMetadata().getName().matches(".*" + HASH);
    }

    /** Key to value of a ConfigMap. */
    public Map<String, String> configMap(String name) {
        Map<String, String> data = named(ConfigMap.class, name).getData();
        return data == null ? Map.of() : data;
    }

    /** Key to value of a Secret, as pods see it. */
    public Map<String, String> secret(String name) {
        Map<String, String> values = new TreeMap<>();
        named(Secret.class, name).getData().forEach((key, value) -> values.put(key,
                new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        return values;
    }
}
