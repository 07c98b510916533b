package io.github.koresimroutes.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.github.koresimroutes.routetest.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** How tests went as JSON objects for programs, one line each. */
final class VerdictJson {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private VerdictJson() {
    }

    static String of(Verdict verdict) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("test", verdict.test().name());
            json.writeStringField("place", verdict.test().place());
            json.writeBooleanField("passed", verdict.isPassed());
            json.writeArrayFieldStart("failures");
            for (String failure : verdict.failures()) {
                json.writeString(failure);
            }
            json.writeEndArray();
            json.writeNumberField("millis", verdict.took().toMillis());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
