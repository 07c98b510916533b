package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values that occur nowhere else, to be looked for where they must not be. */
final class Canaries {

    private final Map<String, String> values = new LinkedHashMap<>();

    /** A new one. */
    String add(String name) {
        return add(name, "canary-" + name + "-" + Long.toHexString(System.nanoTime()));
    }

    String add(String name, String value) {
        values.put(name, value);
        return value;
    }

    /** The names of those that a text holds, as they are or in a usual encoding. */
    List<String> in(byte[] content) {
        // One character for each byte, so that a binary file can be searched as well.
        String text = new String(content, StandardCharsets.ISO_8859_1);
        List<String> found = new ArrayList<>();
        values.forEach((name, value) -> {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            if (text.contains(value) || text.contains(HexFormat.of().formatHex(bytes))
                    || text.contains(Base64.getEncoder().withoutPadding().encodeToString(bytes))) {
                found.add(name);
            }
        });
        return found;
    }

    List<String> in(String text) {
        return in(text.getBytes(StandardCharsets.UTF_8));
    }

    void assertNoneIn(Map<String, byte[]> places) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        places.forEach((place, content) -> found.put(place, in(content)));
        found.values().removeIf(List::isEmpty);
        assertThat(found).isEmpty();
    }
}
