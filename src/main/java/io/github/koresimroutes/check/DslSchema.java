package io.github.koresimroutes.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.Jsoner;

/**
 * Camel's own JSON schema of route files, as far as it says which fields there are, what they take
 * and which may not be missing. What it says of alternatives is read as the union of them: an error
 * that is found is one in each of them.
 */
final class DslSchema {

    private static final String RESOURCE = "schema/camelYamlDsl.json";
    private static final String DEFINITIONS = "#/items/definitions/";
    private static final List<String> ALTERNATIVES = List.of("oneOf", "anyOf");

    /** It takes megabytes, and is needed at a start and after an edit only. */
    private static SoftReference<DslSchema> last = new SoftReference<>(null);

    private final Map<?, ?> items;
    /** They are asked for again and again. By identity: to compare takes longer than to read. */
    private final Map<Map<?, ?>, Set<String>> fields =
            Collections.synchronizedMap(new IdentityHashMap<>());

    private DslSchema(Map<?, ?> items) {
        this.items = items;
    }

    static synchronized DslSchema get(ClassLoader loader) {
        DslSchema schema = last.get();
        if (schema == null) {
            schema = read(loader);
            last = new SoftReference<>(schema);
        }
        return schema;
    }

    private static DslSchema read(ClassLoader loader) {
        try (InputStream in = loader.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(
                        "camel-yaml-dsl is not there, or lacks its schema, " + RESOURCE);
            }
            return new DslSchema(map(((Map<?, ?>) Jsoner.deserialize(
                    new InputStreamReader(in, StandardCharsets.UTF_8))).get("items")));
        } catch (IOException | DeserializationException e) {
            throw new IllegalStateException("The schema of camel-yaml-dsl cannot be read", e);
        }
    }

    /** What stands at the top of a file: routes, beans and so on. */
    Map<?, ?> root() {
        return items;
    }

    /** What stands for a reference. */
    Map<?, ?> follow(Map<?, ?> schema) {
        Object reference = schema.get("$ref");
        return reference == null || schema.containsKey("properties") ? schema
                : follow(map(map(items.get("definitions"))
                        .get(reference.toString().substring(DEFINITIONS.length()))));
    }

    /** The names of all fields. */
    Set<String> fields(Map<?, ?> schema) {
        Map<?, ?> plain = follow(schema);
        Set<String> known = fields.get(plain);
        if (known == null) {
            Set<String> names = new LinkedHashSet<>();
            map(plain.get("properties")).keySet().forEach(name -> names.add(name.toString()));
            alternatives(plain).forEach(each -> names.addAll(fields(each)));
            known = Collections.unmodifiableSet(names);
            fields.put(plain, known);
        }
        return known;
    }

    /** What a field takes; empty where there is no such field. */
    Optional<Map<?, ?>> field(Map<?, ?> schema, String name) {
        Map<?, ?> plain = follow(schema);
        Map<?, ?> found = map(plain.get("properties")).get(name) instanceof Map<?, ?> own
                ? own : null;
        if (found != null && !found.isEmpty()) {
            return Optional.of(found);
        }
        // Fields of alternatives stand without a type beside them.
        for (Map<?, ?> each : alternatives(plain)) {
            Optional<Map<?, ?>> other = field(each, name).filter(map -> !map.isEmpty());
            if (other.isPresent()) {
                return other;
            }
        }
        return Optional.ofNullable(found);
    }

    /** Whether any other field may stand there, too. */
    boolean isOpen(Map<?, ?> schema) {
        return fields(schema).isEmpty();
    }

    /** The fields that may not be missing. */
    List<?> required(Map<?, ?> schema) {
        return follow(schema).get("required") instanceof List<?> names ? names : List.of();
    }

    /** Whether a value may be of a type; so is any where the schema does not say. */
    boolean takes(Map<?, ?> schema, String type) {
        Map<?, ?> plain = follow(schema);
        if (plain.get("type") != null) {
            return isScalar(plain.get("type").toString()) ? type.equals("scalar")
                    : plain.get("type").equals(type);
        }
        List<Map<?, ?>> alternatives = alternatives(plain);
        return alternatives.isEmpty() || alternatives.stream().anyMatch(each -> takes(each, type));
    }

    /** The type of a scalar, {@code boolean} for example; empty where there are several. */
    Optional<String> scalarType(Map<?, ?> schema) {
        return Optional.ofNullable(follow(schema).get("type")).map(Object::toString)
                .filter(DslSchema::isScalar);
    }

    /** What a scalar may be; empty where it may be anything. */
    List<String> values(Map<?, ?> schema) {
        return follow(schema).get("enum") instanceof List<?> values
                ? values.stream().map(Object::toString).toList() : List.of();
    }

    /** What the elements of a list are. */
    Map<?, ?> element(Map<?, ?> schema) {
        return map(follow(schema).get("items"));
    }

    /** Whether it is a list of texts: Camel takes one text for it, too. */
    boolean isListOfTexts(Map<?, ?> schema) {
        return "string".equals(element(schema).get("type"));
    }

    /** Whether it has one field only, as a step has. */
    boolean isSingle(Map<?, ?> schema) {
        return follow(schema).get("maxProperties") instanceof Number most && most.intValue() == 1;
    }

    private static boolean isScalar(String type) {
        return !type.equals("object") && !type.equals("array");
    }

    private static List<Map<?, ?>> alternatives(Map<?, ?> schema) {
        return ALTERNATIVES.stream()
                .filter(key -> schema.get(key) instanceof List<?>)
                .flatMap(key -> ((List<?>) schema.get(key)).stream())
                .<Map<?, ?>>map(DslSchema::map).filter(each -> !each.containsKey("not")).toList();
    }

    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
