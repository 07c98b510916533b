package io.github.koresimroutes.dispatch;

import io.github.koresimroutes.callback.CallbackRefusedException;
import io.github.koresimroutes.callback.EventFlag;
import io.github.koresimroutes.callback.EventKind;
import io.github.koresimroutes.callback.FormBody;
import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.journal.ParameterJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The message that a queue gets for an event, as docs/message.md describes it.
 *
 * @param body    the text
 * @param headers JMS headers and properties by their names
 */
public record EventMessage(String body, Map<String, Object> headers) {

    /** The version of docs/message.md that messages keep to. */
    public static final String CONTRACT = "1";

    /**
     * @param journalId the journal that the event is from
     * @param inDoubt   whether the event may have been sent before, with a baton that was lost
     */
    public static EventMessage of(JournalEntry entry, String journalId, boolean inDoubt) {
        Map<String, String> parameters = parameters(entry);
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("JMSType", type(entry.kind()));
        headers.put("JMSCorrelationID", entry.token());
        putIfPresent(headers, "JMSXGroupID", entry.simSid());
        for (String name : new String[] {"SimSid", "SimStatus", "SimUniqueName", "AccountSid"}) {
            putIfPresent(headers, name, parameters.get(name));
        }
        Instant time = entry.eventTime() != null ? entry.eventTime() : entry.receivedAt();
        headers.put("EventTime", time.toString());
        headers.put("KoreIdempotencyToken", entry.token());
        headers.put("KoreSequence", entry.id());
        headers.put("KoreContract", CONTRACT);
        if (!entry.flags().isEmpty()) {
            headers.put("KoreFlags", EventFlag.join(entry.flags()));
        }
        if (inDoubt) {
            headers.put("KorePossibleDuplicate", true);
        }
        entry.unsignedParameters().forEach((name, value) ->
                headers.put("KoreUnsigned_" + name, value));
        headers.put("_AMQ_DUPL_ID", journalId + "-" + entry.id() + "-" + entry.sendNumber());
        String body = entry.kind() == EventKind.JSON
                ? new String(entry.body(), StandardCharsets.UTF_8)
                : ParameterJson.object(parameters);
        return new EventMessage(body, headers);
    }

    private static String type(EventKind kind) {
        return switch (kind) {
            case SIM_STATUS -> "kore.sim-status";
            case OTHER_FORM -> "kore.callback";
            case JSON -> "kore.json";
        };
    }

    private static Map<String, String> parameters(JournalEntry entry) {
        if (entry.kind() == EventKind.JSON) {
            return Map.of();
        }
        try {
            return FormBody.parse(entry.body());
        } catch (CallbackRefusedException e) {
            // It was read before it was stored, so the row has been changed since.
            throw new IllegalStateException("event " + entry.id() + " is no form any more", e);
        }
    }

    private static void putIfPresent(Map<String, Object> headers, String name, String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
