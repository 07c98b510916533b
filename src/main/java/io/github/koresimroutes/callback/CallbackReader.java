package io.github.koresimroutes.callback;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Makes the event of a verified request. Immutable; one serves all threads.
 *
 * <p>What is odd about the unsigned headers is flagged and never refused. What is odd about the
 * signed body is: no genuine body breaks the rules of {@link FormBody} and {@link JsonBody}, and
 * every forgery by length extension does.
 */
public final class CallbackReader {

    private static final int MAX_TOKEN_CHARS = 255;
    /** What fits the journal's columns; KORE's own values have 34 characters at most. */
    private static final int MAX_SHORT_CHARS = 64;
    private static final Instant EARLIEST = Instant.EPOCH;
    /** Far more than any clock error, and within what every database can store. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private static final DateWindow ANY_DATE = new DateWindow(DateWindow.Mode.OFF, Duration.ZERO);

    private final Set<String> queryParameters;
    private final DateWindow dateWindow;

    /**
     * @param queryParameters names of query parameters that events are to carry; often empty
     * @param dateWindow      how far a Date may be from the receipt
     */
    public CallbackReader(Set<String> queryParameters, DateWindow dateWindow) {
        this.queryParameters = Set.copyOf(queryParameters);
        this.dateWindow = dateWindow;
    }

    /**
     * Reads a verified request.
     *
     * @throws CallbackRefusedException if the body is nothing that KORE sends, signed or not (see
     *         {@link Refusal#signedButMalformed}), or is about an account that has another secret,
     *         or if its Date is to be refused
     */
    public SimEvent read(VerifiedCallback callback) throws CallbackRefusedException {
        return read(callback, dateWindow);
    }

    private SimEvent read(VerifiedCallback callback, DateWindow window)
            throws CallbackRefusedException {
        CallbackRequest request = callback.request();
        boolean json = callback.mediaType().equals(MediaType.JSON);
        byte[] body = json || !request.isGet() ? callback.signedBody() : query(callback);
        Map<String, String> form = json ? Map.of() : form(body, request);
        if (json) {
            callback.requireOwn(JsonBody.accountSids(callback.signedBody()));
        } else {
            String accountSid = form.getOrDefault("AccountSid", "");
            callback.requireOwnOrPlain(accountSid.isEmpty() ? Set.of() : Set.of(accountSid));
        }
        Set<EventFlag> flags = EnumSet.noneOf(EventFlag.class);
        if (request.isGet()) {
            flags.add(EventFlag.UNSIGNED);
        }
        Instant eventTime = eventTime(first(request.dates()), flags);
        if (window.isLeft(eventTime, request.receivedAt())) {
            if (window.mode() == DateWindow.Mode.REFUSE) {
                throw new CallbackRefusedException(Refusal.DATE_FAR);
            }
            flags.add(EventFlag.DATE_FAR);
        }
        return new SimEvent(
                kind(json, form),
                shortText(form.get("AccountSid"), ""),
                token(first(request.tokens()), flags),
                flags,
                shortText(form.get("SimSid"), null),
                shortText(form.get("SimStatus"), null),
                eventTime,
                request.receivedAt(),
                callback.mediaType(),
                body,
                CallbackSignature.sha256(body),
                callback.secretLabel(),
                QueryParameters.pick(request.rawQuery(), queryParameters));
    }

    /** The signature of a GET callback is over no body: one that has one was made by extending. */
    private static byte[] query(VerifiedCallback callback) throws CallbackRefusedException {
        if (callback.signedBody().length > 0) {
            throw new CallbackRefusedException(Refusal.GET_BODY);
        }
        return callback.request().parameters();
    }

    private static Map<String, String> form(byte[] body, CallbackRequest request)
            throws CallbackRefusedException {
        try {
            return FormBody.parse(body);
        } catch (CallbackRefusedException e) {
            throw request.isGet() ? new CallbackRefusedException(Refusal.GET_QUERY) : e;
        }
    }

    /**
     * The event of a verified request whose body {@link #read} refuses, for somebody who has looked
     * at it. Nothing is taken from the body: the event is of the kind {@link EventKind#JSON}, and
     * its body one JSON string that holds the signed bytes, each as the character of its number.
     */
    public SimEvent readMalformed(VerifiedCallback callback) {
        try {
            return read(new VerifiedCallback(callback.request(), callback.endpoint(),
                    MediaType.JSON, callback.secret(), callback.secrets(),
                    JsonBody.quoted(callback.signedBody())), ANY_DATE)
                    .flagged(EventFlag.MALFORMED);
        } catch (CallbackRefusedException e) {
            throw new IllegalStateException("a quoted string is strict JSON", e);
        }
    }

    private static EventKind kind(boolean json, Map<String, String> form) {
        if (json) {
            return EventKind.JSON;
        }
        return form.containsKey("SimStatus") ? EventKind.SIM_STATUS : EventKind.OTHER_FORM;
    }

    /** A value that fits its column, or else the given one: the body keeps it in any case. */
    private static String shortText(String value, String otherwise) {
        return value != null && value.length() <= MAX_SHORT_CHARS && isAscii(value, ' ')
                ? value : otherwise;
    }

    private static String token(String header, Set<EventFlag> flags) {
        if (header.isEmpty()) {
            flags.add(EventFlag.TOKEN_MISSING);
            return "own:" + UUID.randomUUID();
        }
        if (header.length() <= MAX_TOKEN_CHARS && isAscii(header, '!')) {
            return header;
        }
        flags.add(EventFlag.TOKEN_ODD);
        byte[] hash = CallbackSignature.sha256(header.getBytes(StandardCharsets.UTF_8));
        return "sha256:" + HexFormat.of().formatHex(hash);
    }

    /** Whether all of its characters are ASCII that is printable, from the given one on. */
    private static boolean isAscii(String text, char first) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < first || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** KORE's Date header is ISO 8601; the Date of RFC 9110 would be some proxy's. */
    private static Instant eventTime(String header, Set<EventFlag> flags) {
        if (header.isEmpty()) {
            flags.add(EventFlag.DATE_MISSING);
            return null;
        }
        try {
            Instant time = EventTime.parse(header);
            if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
                return time;
            }
        } catch (DateTimeException e) {
            // Flagged below, as a time that no database can store is.
        }
        flags.add(EventFlag.DATE_ODD);
        return null;
    }

    private static String first(List<String> values) {
        return values.isEmpty() || values.get(0) == null ? "" : values.get(0).strip();
    }
}
