package io.github.koresimroutes.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.github.koresimroutes.explain.Delivery;
import io.github.koresimroutes.explain.Difference;
import io.github.koresimroutes.explain.Explanation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/** Explanations as JSON objects for programs, one line each. What is absent is null. */
final class ExplanationJson {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private ExplanationJson() {
    }

    static String of(Explanation explanation) {
        return object(explanation.name(), json -> outcome(json, explanation));
    }

    static String of(Difference difference) {
        return object(difference.after().name(), json -> {
            json.writeObjectFieldStart("before");
            outcome(json, difference.before());
            json.writeEndObject();
            json.writeObjectFieldStart("after");
            outcome(json, difference.after());
            json.writeEndObject();
        });
    }

    private static void outcome(JsonGenerator json, Explanation one) throws IOException {
        json.writeStringField("end", one.end().name().toLowerCase(Locale.ROOT));
        json.writeStringField("failure", one.failure());
        json.writeArrayFieldStart("to");
        for (Delivery delivery : one.deliveries()) {
            json.writeStartObject();
            json.writeStringField("kind", delivery.kind().name().toLowerCase(Locale.ROOT));
            json.writeStringField("target", delivery.target());
            texts(json, "added", delivery.added());
            texts(json, "changed", delivery.changed());
            json.writeArrayFieldStart("removed");
            for (String name : delivery.removed()) {
                json.writeString(name);
            }
            json.writeEndArray();
            json.writeStringField("newBody", delivery.body());
            json.writeStringField("takenBy", one.onward().get(delivery.target()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void texts(JsonGenerator json, String name, Map<String, String> texts)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
    }

    private static String object(String event, Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("event", event);
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}
