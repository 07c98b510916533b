package io.github.koresimroutes.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named parameters as the text of a JSON object of strings. */
public final class ParameterJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private ParameterJson() {
    }

    /** For a column: null where there are none. */
    static String write(Map<String, String> parameters) {
        return parameters.isEmpty() ? null : object(parameters);
    }

    /** A JSON object with the parameters in their order; {@code {}} where there are none. */
    public static String object(Map<String, String> parameters) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, String> parameter : parameters.entrySet()) {
                json.writeStringField(parameter.getKey(), parameter.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    static Map<String, String> read(String text) {
        if (text == null) {
            return Map.of();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        try (JsonParser json = FACTORY.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                parameters.put(json.currentName(), json.nextTextValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parameters;
    }
}
