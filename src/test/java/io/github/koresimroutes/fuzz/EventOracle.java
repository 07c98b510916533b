package io.github.koresimroutes.fuzz;

import io.github.koresimroutes.callback.EventKind;
import io.github.koresimroutes.callback.SimEvent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Whether an event may be one: what KORE signed, and read as it stands there. */
final class EventOracle {

    private EventOracle() {
    }

    /**
     * Fails unless the event's body is one that KORE signed, and strict, and of its account.
     *
     * @return the signature that it must have come with
     */
    static String check(SimEvent event, Map<String, byte[]> signed) {
        String secret = Kore.secretOf(event.secretLabel());
        String signature = Kore.sign(secret, Kore.URL, event.body());
        byte[] known = signed.get(signature);
        require(known != null && Arrays.equals(known, event.body()),
                "an event of bytes that KORE did not sign", event);
        require(event.token().matches("[\\x21-\\x7E]{1,255}"), "an odd token", event);
        if (event.kind() == EventKind.JSON) {
            StrictJson json = StrictJson.parse(event.body());
            require(json != null, "an event of JSON that is not strict", event);
            require(json.accounts().stream().allMatch(sid ->
                    Kore.proves(secret.equals(Kore.NORTH_SECRET), sid)),
                    "an event of another account", event);
        } else {
            form(event, secret);
        }
        return signature;
    }

    private static void form(SimEvent event, String secret) {
        Map<String, String> form = StrictForm.parse(event.body());
        require(form != null, "an event of a form that is not strict", event);
        require((event.kind() == EventKind.SIM_STATUS) == form.containsKey("SimStatus"),
                "the wrong kind", event);
        String sid = form.getOrDefault("AccountSid", "");
        require(sid.isEmpty() || Kore.proves(secret.equals(Kore.NORTH_SECRET), sid),
                "an event of another account", event);
        Map<String, String> read = new HashMap<>();
        read.put("AccountSid", event.accountSid());
        read.put("SimSid", event.simSid());
        read.put("SimStatus", event.simStatus());
        read.forEach((name, value) -> require(
                value == null || value.isEmpty() || value.equals(form.get(name)),
                name + " is not the form's", event));
    }

    private static void require(boolean condition, String otherwise, SimEvent event) {
        if (!condition) {
            throw new AssertionError(otherwise + ": " + Kore.text(event.body()));
        }
    }
}
