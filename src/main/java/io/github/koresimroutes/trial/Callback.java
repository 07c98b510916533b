package io.github.koresimroutes.trial;

import io.github.koresimroutes.callback.EventFlag;
import io.github.koresimroutes.callback.EventKind;
import io.github.koresimroutes.journal.JournalEntry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A callback of KORE's as it would lie in the journal: the documentation's sample, changed. */
public final class Callback {

    /** What a test does not say of a callback. */
    public static final Map<String, String> SAMPLE = sample();

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    private Callback() {
    }

    private static Map<String, String> sample() {
        Map<String, String> sample = new LinkedHashMap<>();
        sample.put("ApiVersion", "v1");
        sample.put("SimUniqueName", "my_super_sim");
        sample.put("SimSid", "HSab3f06be8f5d32caecb91e8a306c6c08");
        sample.put("SimStatus", "active");
        sample.put("AccountSid", "AC3ba717b1d236e6c4a835e46130267eb4");
        return Collections.unmodifiableMap(sample);
    }

    /** A form with these parameters; with SimStatus it is an event of a SIM. */
    public static JournalEntry form(
            Map<String, String> parameters, String token, Instant time, Set<EventFlag> flags) {
        String body = parameters.entrySet().stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        return new JournalEntry(1, 1,
                parameters.containsKey("SimStatus") ? EventKind.SIM_STATUS : EventKind.OTHER_FORM,
                parameters.getOrDefault("AccountSid", ""),
                token == null ? "RQ0123456789abcdef0123456789abcdef" : token, flags,
                parameters.get("SimSid"), parameters.get("SimStatus"), time == null ? TIME : time,
                TIME, "application/x-www-form-urlencoded",
                body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** A JSON document, such as the Test Event of KORE's portal. */
    public static JournalEntry json(String body, String token) {
        return new JournalEntry(1, 1, EventKind.JSON, "",
                token == null ? "RQ0123456789abcdef0123456789abcdef" : token, Set.of(), null, null,
                TIME, TIME, "application/json", body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
