package io.github.koresimroutes.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The fields of a kustomization.yaml that are in use here. */
record Kustomization(String apiVersion, String kind, String namespace, List<String> resources,
        List<String> components, List<Generator> configMapGenerator,
        List<Generator> secretGenerator, List<Map<String, String>> images,
        List<Map<String, String>> patches, List<String> configurations) {

    static final String FILE = "kustomization.yaml";

    static Kustomization of(Path directory) throws IOException {
        return StrictYaml.value(Files.readString(directory.resolve(FILE)), Kustomization.class);
    }

    /** Resources, and then components. */
    Stream<String> parts() {
        return Stream.of(resources, components).filter(Objects::nonNull).flatMap(List::stream);
    }

    /** Makes a ConfigMap or a Secret, or adds to one. */
    record Generator(String name, String behavior, List<String> envs, List<String> files,
            List<String> literals, Map<String, Boolean> options) {

        /** Key to value. */
        Map<String, String> data(Path directory) throws IOException {
            Map<String, String> data = new TreeMap<>();
            for (String file : orNone(envs)) {
                Files.readAllLines(directory.resolve(file)).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .forEach(line -> put(data, line));
            }
            orNone(literals).forEach(literal -> put(data, literal));
            for (String file : orNone(files)) {
                data.put(file.substring(file.lastIndexOf('/') + 1),
                        Files.readString(directory.resolve(file)));
            }
            return data;
        }

        private static List<String> orNone(List<String> list) {
            return list == null ? List.of() : list;
        }

        private static void put(Map<String, String> data, String line) {
            int sign = line.indexOf('=');
            data.put(line.substring(0, sign), line.substring(sign + 1));
        }
    }
}
