package io.github.koresimroutes.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.routeset.RouteSettings;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The text of a route set in its table: all that its hash is made of, and where the files were. */
final class RouteSetJson {

    private static final JsonFactory JSON = new JsonFactory();

    private RouteSetJson() {
    }

    static String write(RouteSet set) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("files");
            for (RouteFile file : set.files()) {
                json.writeStartObject();
                json.writeStringField("name", file.name());
                json.writeStringField("place", file.place());
                json.writeStringField("text", file.text());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeObjectFieldStart("queues");
            for (Map.Entry<String, String> queue : set.settings().queues().entrySet()) {
                json.writeStringField(queue.getKey(), queue.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** @throws IOException where the text is none that {@link #write} made */
    static RouteSet read(String text) throws IOException {
        List<RouteFile> files = new ArrayList<>();
        Map<String, String> queues = new HashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            expect(json, json.nextToken() == JsonToken.START_OBJECT);
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "files" -> {
                        while (json.nextToken() == JsonToken.START_OBJECT) {
                            files.add(file(strings(json)));
                        }
                    }
                    case "queues" -> queues.putAll(strings(json));
                    default -> json.skipChildren();
                }
            }
        }
        return new RouteSet(files, new RouteSettings(queues));
    }

    private static RouteFile file(Map<String, String> fields) {
        return new RouteFile(fields.get("name"), fields.get("place"), fields.get("text"));
    }

    private static Map<String, String> strings(JsonParser json) throws IOException {
        Map<String, String> fields = new HashMap<>();
        expect(json, json.currentToken() == JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            expect(json, json.nextToken() == JsonToken.VALUE_STRING);
            fields.put(name, json.getText());
        }
        return fields;
    }

    private static void expect(JsonParser json, boolean condition) throws IOException {
        if (!condition) {
            throw new IOException("no route set: " + json.currentLocation().offsetDescription());
        }
    }
}
