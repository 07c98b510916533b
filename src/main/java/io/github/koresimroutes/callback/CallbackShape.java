package io.github.koresimroutes.callback;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Tells whether a request that was not verified has the shape of KORE's callbacks about a SIM.
 * That proves nothing: whoever knows the shape can write it. It only keeps what cannot be KORE's
 * apart from what may be. Immutable; one serves all threads.
 */
public final class CallbackShape {

    /** KORE's callbacks have some hundred bytes. */
    static final int MAX_BODY_BYTES = 8192;
    private static final int MAX_TEXT_CHARS = 1024;

    private static final Pattern SIGNATURE = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final Pattern ACCOUNT = Pattern.compile("AC[0-9A-Fa-f]{32}");
    private static final Pattern SIM = Pattern.compile("(?:HS|DE)[0-9A-Fa-f]{32}");

    private final Predicate<String> knownAccount;

    /** @param knownAccount whether an account, in KORE's shape, is one of ours */
    public CallbackShape(Predicate<String> knownAccount) {
        this.knownAccount = knownAccount;
    }

    /**
     * Whether it is a small, strict form that names a known account and a SIM, with one signature.
     * JSON never is: no callback about a SIM is JSON, and any document would do.
     */
    public boolean isLikely(CallbackRequest request) {
        return account(request).filter(knownAccount).isPresent();
    }

    /** The same, whatever account it names: for what must not tell which accounts are known. */
    public boolean fits(CallbackRequest request) {
        return account(request).isPresent();
    }

    /** The account that it names, if it has the shape. */
    private static Optional<String> account(CallbackRequest request) {
        if (request.parameters().length > MAX_BODY_BYTES || !isSigned(request.signatures())
                || !areShort(request) || request.isGet() && request.body().length > 0) {
            return Optional.empty();
        }
        try {
            if (!request.isGet()
                    && !MediaType.of(request.contentTypes()).equals(MediaType.FORM)) {
                return Optional.empty();
            }
            Map<String, String> form = FormBody.parse(request.parameters());
            return Optional.of(form.getOrDefault("AccountSid", ""))
                    .filter(account -> ACCOUNT.matcher(account).matches()
                            && SIM.matcher(form.getOrDefault("SimSid", "")).matches());
        } catch (CallbackRefusedException e) {
            return Optional.empty();
        }
    }

    private static boolean isSigned(List<String> signatures) {
        return signatures.size() == 1 && signatures.get(0) != null
                && SIGNATURE.matcher(signatures.get(0)).matches();
    }

    private static boolean areShort(CallbackRequest request) {
        return length(request.contentTypes()) <= MAX_TEXT_CHARS
                && length(request.tokens()) <= MAX_TEXT_CHARS
                && length(request.dates()) <= MAX_TEXT_CHARS
                && (request.rawQuery() == null || request.rawQuery().length() <= MAX_TEXT_CHARS);
    }

    private static int length(List<String> values) {
        return values.stream().mapToInt(String::length).sum();
    }
}
