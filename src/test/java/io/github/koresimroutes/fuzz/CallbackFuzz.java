package io.github.koresimroutes.fuzz;

import io.github.koresimroutes.callback.CallbackReader;
import io.github.koresimroutes.callback.CallbackRefusedException;
import io.github.koresimroutes.callback.CallbackRequest;
import io.github.koresimroutes.callback.CallbackShape;
import io.github.koresimroutes.callback.CallbackVerifier;
import io.github.koresimroutes.callback.DateWindow;
import io.github.koresimroutes.callback.Secret;
import io.github.koresimroutes.callback.SimEvent;
import io.github.koresimroutes.callback.TestEndpoints;
import io.github.koresimroutes.callback.TestSecrets;
import io.github.koresimroutes.callback.VerifiedCallback;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fuzzes verifying and reading without HTTP: far more inputs in the same time. It also knows what
 * must be taken, so that a genuine callback that is refused is found as well.
 *
 * <p>An input is five lines and the body: the kind as in {@link Script}, the content type (f and j
 * are those of KORE), token, date and query.
 */
public final class CallbackFuzz {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final CallbackVerifier VERIFIER = new CallbackVerifier(
            TestEndpoints.of(Kore.URL + "?tenant=1"), TestSecrets.of(List.of(
                    Secret.of("current", Kore.SECRET),
                    Secret.of(Kore.NORTH, "current", Kore.NORTH_SECRET))));
    private static final CallbackReader READER = new CallbackReader(
            Set.of("tenant"), new DateWindow(DateWindow.Mode.WARN, Duration.ofHours(1)));
    private static final CallbackShape SHAPE = new CallbackShape(sid -> true);

    private final char kind;
    private final String type;
    private final String[] lines;
    private final byte[] sent;
    private final byte[] signed;
    private final String signature;

    private CallbackFuzz(String[] lines) {
        this.lines = lines;
        kind = lines[0].isEmpty() ? 's' : lines[0].charAt(0);
        type = lines[1].equals("f") ? FORM : lines[1].equals("j") ? JSON : lines[1];
        byte[] body = Kore.bytes(lines[5]);
        StrictJson json = StrictJson.parse(body);
        Kore.Extended extended = Kore.extend(body);
        sent = kind == 'x' ? extended.body() : body;
        signed = json == null ? sent : switch (kind) {
            case 'm' -> json.minified();
            case 'p' -> json.plain() == null ? sent : json.plain();
            default -> sent;
        };
        signature = switch (kind) {
            case 'n' -> Kore.sign(Kore.NORTH_SECRET, Kore.URL, signed);
            case 'u' -> Kore.sign(Kore.SECRET, Kore.OTHER_URL, signed);
            case 'r' -> Kore.sign(Kore.SECRET, Kore.URL, Kore.CAPTURED);
            case 'x' -> extended.signature();
            default -> Kore.sign(Kore.SECRET, Kore.URL, signed);
        };
    }

    /** Called with each input. */
    public static void fuzzerTestOneInput(byte[] input) {
        String[] lines = Kore.text(input).split("\n", 6);
        String[] all = {"", "f", "RQ1", "2026-11-24T10:00:00Z", "", ""};
        System.arraycopy(lines, 0, all, 0, lines.length);
        new CallbackFuzz(all).check();
    }

    private void check() {
        CallbackRequest request = new CallbackRequest("default", "POST", List.of(type),
                List.of(signature), header(lines[2]), header(lines[3]), lines[4].isEmpty() ? null : lines[4], sent,
                NOW);
        SimEvent event = read(request);
        if (SHAPE.isLikely(request) && StrictForm.parse(sent) == null) {
            throw new AssertionError("likely KORE's, and no form");
        }
        if (event != null) {
            byte[] known = kind == 'r' ? Kore.CAPTURED : signed;
            EventOracle.check(event, kind == 'x' || kind == 'u' ? Map.of()
                    : Map.of(Kore.sign(secret(), Kore.URL, known), known));
        }
        if ((type.equals(FORM) || type.equals(JSON)) && (event != null) != isGenuine()) {
            throw new AssertionError((event == null ? "refused, and genuine: "
                    : "taken, and not genuine: ") + Kore.text(sent));
        }
    }

    private SimEvent read(CallbackRequest request) {
        VerifiedCallback verified;
        try {
            verified = VERIFIER.verify(request);
        } catch (CallbackRefusedException e) {
            return null;
        }
        SimEvent quoted = READER.readMalformed(verified);
        if (StrictJson.parse(quoted.body()) == null) {
            throw new AssertionError("what was quoted is not strict JSON");
        }
        try {
            return READER.read(verified);
        } catch (CallbackRefusedException e) {
            return null;
        }
    }

    private static List<String> header(String value) {
        return value.isEmpty() ? List.of() : List.of(value);
    }

    private String secret() {
        return kind == 'n' ? Kore.NORTH_SECRET : Kore.SECRET;
    }

    /** What docs/security.md promises, from what is known of how the request was made. */
    private boolean isGenuine() {
        boolean form = type.equals(FORM);
        byte[] read = kind == 'r' ? Kore.CAPTURED : signed;
        if (kind == 'x' || kind == 'u' || !isSentFormOf(read)) {
            return false;
        }
        boolean north = kind == 'n';
        if (form) {
            Map<String, String> parameters = StrictForm.parse(read);
            String sid = parameters == null ? "" : parameters.getOrDefault("AccountSid", "");
            return parameters != null && (sid.isEmpty() || Kore.proves(north, sid));
        }
        StrictJson json = StrictJson.parse(read);
        return json != null && json.accounts().stream()
                .allMatch(sid -> Kore.proves(north, sid));
    }

    /** Whether these are the bytes sent, or of JSON one of the two forms that KORE may sign. */
    private boolean isSentFormOf(byte[] read) {
        StrictJson json = type.equals(JSON) ? StrictJson.parse(sent) : null;
        return Arrays.equals(read, sent) || (json != null
                && (Arrays.equals(read, json.minified()) || Arrays.equals(read, json.plain())));
    }
}
