package io.github.koresimroutes.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads the JSON of Camel's health endpoint. */
final class HealthAnswer {

    private HealthAnswer() {
    }

    /** What is down, as {@code name: message}; empty where the answer cannot be read. */
    static List<String> troubles(InputStream answer) {
        List<String> troubles = new ArrayList<>();
        if (answer == null) {
            return troubles;
        }
        try (JsonParser json = new JsonFactory().createParser(answer)) {
            String name = "";
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME) {
                    String field = json.currentName();
                    if (field.equals("name")) {
                        name = json.nextTextValue();
                    } else if (field.equals("message")) {
                        // Camel escapes it twice: a path would be hard to copy.
                        troubles.add(name + ": " + json.nextTextValue().replace("\\/", "/"));
                    }
                }
            }
        } catch (IOException e) {
            // Camel does not escape what it quotes; what was read so far is better than nothing.
        }
        return troubles;
    }
}
