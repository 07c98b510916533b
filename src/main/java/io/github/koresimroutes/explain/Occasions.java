package io.github.koresimroutes.explain;

import io.github.koresimroutes.callback.CallbackRefusedException;
import io.github.koresimroutes.callback.FormBody;
import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.trial.Callback;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is explained where nothing else is asked for: all that KORE is known to send. */
public final class Occasions {

    private static final List<String> SUPER_SIM =
            List.of("new", "ready", "active", "inactive", "scheduled");
    /** Statuses that only the SIMs of Programmable Wireless have. */
    private static final List<String> PROGRAMMABLE_WIRELESS =
            List.of("suspended", "deactivated", "canceled", "updating", "deleted");
    private static final String UNKNOWN = "unheard-of";
    private static final String TEST_EVENT = """
            [{"data":{},"id":"EZ0123456789abcdef0123456789abcdef","time":"2026-01-02T03:04:05Z",\
            "type":"com.kore.eventstreams.test.event","source":"kore-events",\
            "dataschema":"/schemas/test/1","specversion":"1.0",\
            "datacontenttype":"application/json"}]""";

    private Occasions() {
    }

    /** Every status that is known, one that is not, another form, and a JSON document. */
    public static List<Occasion> all() {
        List<Occasion> all = new ArrayList<>();
        SUPER_SIM.forEach(status -> all.add(ofStatus(status)));
        PROGRAMMABLE_WIRELESS.forEach(status -> all.add(ofStatus(status)));
        all.add(new Occasion("(any other status)", form(Map.of("SimStatus", UNKNOWN))));
        Map<String, String> other = new LinkedHashMap<>(Callback.SAMPLE);
        other.remove("SimStatus");
        all.add(new Occasion("(form without SimStatus)",
                Callback.form(other, null, null, Set.of())));
        all.add(new Occasion("(JSON body)", Callback.json(TEST_EVENT, null)));
        return all;
    }

    /** A SIM's change to a status, known or not. */
    public static Occasion ofStatus(String status) {
        Map<String, String> changed = new LinkedHashMap<>();
        changed.put("SimStatus", status);
        if (PROGRAMMABLE_WIRELESS.contains(status)) {
            // Their SIMs have SIDs of another kind, by which routes may tell them.
            changed.put("SimSid", Callback.SAMPLE.get("SimSid").replaceFirst("HS", "DE"));
        }
        return new Occasion(status, form(changed));
    }

    /**
     * A callback of somebody's own. What it does not say is as in KORE's sample.
     *
     * @param form parameters as KORE sends them, {@code SimStatus=active&SimUniqueName=meter-7}
     * @throws CallbackRefusedException where such a form would be refused
     */
    public static Occasion ofCallback(String form) throws CallbackRefusedException {
        return new Occasion(form, form(FormBody.parse(form.getBytes(StandardCharsets.UTF_8))));
    }

    private static JournalEntry form(Map<String, String> changed) {
        Map<String, String> parameters = new LinkedHashMap<>(Callback.SAMPLE);
        parameters.putAll(changed);
        return Callback.form(parameters, null, null, Set.of());
    }
}
