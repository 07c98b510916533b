package io.github.koresimroutes.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.github.koresimroutes.callback.EventFlag;
import io.github.koresimroutes.journal.EventRecord;
import io.github.koresimroutes.journal.EventState;
import io.github.koresimroutes.journal.EventSummary;
import io.github.koresimroutes.journal.JournalEntry;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Events as JSON objects for programs, one line each. What is unknown is null, never left out. */
final class EventJson {

    // A terminal obeys characters beyond ASCII, too; for programs the escapes are the same text.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private EventJson() {
    }

    static String of(EventSummary event) {
        return object(json -> {
            head(json, event.id(), event.state(), event.receivedAt(), event.simSid(),
                    event.simStatus(), event.attempts(), event.error(), event.routeSet());
        });
    }

    static String of(EventRecord event) {
        JournalEntry entry = event.entry();
        return object(json -> {
            head(json, entry.id(), event.state(), entry.receivedAt(), entry.simSid(),
                    entry.simStatus(), event.attempts(), event.error(), event.routeSet());
            json.writeNumberField("sendNumber", entry.sendNumber());
            json.writeStringField("eventTime", time(entry.eventTime()));
            json.writeStringField("dispatchedAt", time(event.dispatchedAt()));
            json.writeStringField("retryAt", time(event.retryAt()));
            json.writeStringField("kind", entry.kind().name());
            json.writeStringField("account", entry.account());
            json.writeStringField("token", entry.token());
            json.writeArrayFieldStart("flags");
            for (EventFlag flag : entry.flags()) {
                json.writeString(flag.label());
            }
            json.writeEndArray();
            json.writeStringField("secretLabel", event.secretLabel());
            json.writeStringField("contentType", entry.contentType());
            json.writeObjectFieldStart("unsignedParameters");
            for (Map.Entry<String, String> one : entry.unsignedParameters().entrySet()) {
                json.writeStringField(one.getKey(), one.getValue());
            }
            json.writeEndObject();
            Optional<String> text = Printable.utf8(entry.body());
            json.writeStringField("body", text.orElse(null));
            json.writeStringField("bodyHex",
                    text.isPresent() ? null : Printable.hex(entry.body()));
        });
    }

    private static void head(JsonGenerator json, long id, EventState state, Instant receivedAt,
            String simSid, String simStatus, int attempts, String error, String routeSet)
            throws IOException {
        json.writeNumberField("id", id);
        json.writeStringField("state", state.toString());
        json.writeStringField("receivedAt", time(receivedAt));
        json.writeStringField("simSid", simSid);
        json.writeStringField("simStatus", simStatus);
        json.writeNumberField("attempts", attempts);
        json.writeStringField("error", error);
        json.writeStringField("routeSet", routeSet);
    }

    private static String time(Instant instant) {
        return instant == null ? null : instant.toString();
    }

    static String object(Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    @FunctionalInterface
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}
