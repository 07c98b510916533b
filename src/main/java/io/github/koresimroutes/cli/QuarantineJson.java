package io.github.koresimroutes.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.koresimroutes.callback.CallbackRefusedException;
import io.github.koresimroutes.callback.CallbackRequest;
import io.github.koresimroutes.callback.FormBody;
import io.github.koresimroutes.quarantine.QuarantineRecord;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Refused callbacks as JSON objects for programs, one line each. The signature is left out: with
 * the body it is all that somebody needs to send the callback again.
 */
final class QuarantineJson {

    private QuarantineJson() {
    }

    static String of(QuarantineRecord kept) {
        return EventJson.object(json -> head(json, kept));
    }

    /** Everything, with what the present settings make of it. */
    static String of(QuarantineRecord kept, String verifies) {
        CallbackRequest request = kept.callback().request();
        return EventJson.object(json -> {
            head(json, kept);
            json.writeStringField("now", verifies);
            json.writeStringField("endpoint", request.endpoint());
            json.writeStringField("method", request.method());
            strings(json, "contentTypes", request.contentTypes());
            json.writeNumberField("signatures", request.signatures().size());
            strings(json, "tokens", request.tokens());
            strings(json, "dates", request.dates());
            json.writeStringField("query", request.rawQuery());
            Optional<String> text = Printable.utf8(request.body());
            json.writeStringField("body", text.orElse(null));
            json.writeStringField("bodyHex",
                    text.isPresent() ? null : Printable.hex(request.body()));
        });
    }

    private static void head(JsonGenerator json, QuarantineRecord kept) throws IOException {
        Map<String, String> form = form(kept);
        json.writeNumberField("id", kept.id());
        json.writeStringField("kind", kept.callback().kind().label());
        json.writeStringField("receivedAt", kept.callback().request().receivedAt().toString());
        json.writeStringField("refusal", kept.callback().refusal().name());
        json.writeStringField("reason", kept.callback().refusal().logged());
        json.writeNumberField("bytes", kept.callback().request().body().length);
        json.writeStringField("simSid", form.get("SimSid"));
        json.writeStringField("simStatus", form.get("SimStatus"));
    }

    private static void strings(JsonGenerator json, String name, List<String> values)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    /** The parameters that it claims, if they are a form. */
    static Map<String, String> form(QuarantineRecord kept) {
        try {
            return FormBody.parse(kept.callback().request().parameters());
        } catch (CallbackRefusedException e) {
            return Map.of();
        }
    }
}
