package io.github.koresimroutes.cli;

import io.github.koresimroutes.callback.CallbackReader;
import io.github.koresimroutes.callback.CallbackRefusedException;
import io.github.koresimroutes.callback.CallbackRequest;
import io.github.koresimroutes.callback.Refusal;
import io.github.koresimroutes.callback.SimEvent;
import io.github.koresimroutes.callback.VerifiedCallback;
import io.github.koresimroutes.camel.Verification;
import io.github.koresimroutes.quarantine.QuarantineRecord;
import java.util.List;

/**
 * What the present settings make of a refused callback.
 *
 * @param event   the event that it is, or that a person may make of it; null if it is not KORE's
 * @param refusal why it is refused still, or null
 */
record Reverification(SimEvent event, CallbackRefusedException refusal) {

    static Reverification of(QuarantineRecord kept, Verification verification) {
        CallbackRequest request = kept.callback().request();
        try {
            return new Reverification(verification.reader().read(
                    verification.verifier().verify(request)), null);
        } catch (CallbackRefusedException e) {
            return new Reverification(byHand(request, verification), e);
        }
    }

    /** It would be released as it is. */
    boolean isAccepted() {
        return refusal == null;
    }

    /** It is signed, and refused for its form: a person may release it. */
    boolean isForAPerson() {
        return refusal != null && event != null;
    }

    /** In a few words. */
    String now() {
        if (isAccepted()) {
            return "verifies, by the secret '" + event.secretLabel() + "': reverify releases it";
        }
        return "is refused: " + refusal.refusal().logged() + (isForAPerson()
                ? "; the body is signed, by the secret '" + event.secretLabel() + "'" : "");
    }

    /** Token and date are not signed: where these are refused, the body may be KORE's as well. */
    private static SimEvent byHand(CallbackRequest request, Verification verification) {
        SimEvent event = signedEvent(request, single(request.dates()), verification);
        return event != null ? event : signedEvent(request, List.of(), verification);
    }

    private static SimEvent signedEvent(
            CallbackRequest request, List<String> dates, Verification verification) {
        try {
            VerifiedCallback verified = verification.verifier().verify(new CallbackRequest(
                    request.endpoint(), request.method(), request.contentTypes(), request.signatures(),
                    single(request.tokens()), dates, request.rawQuery(), request.body(),
                    request.receivedAt()));
            return read(verified, verification.reader());
        } catch (CallbackRefusedException e) {
            return null;
        }
    }

    private static SimEvent read(VerifiedCallback verified, CallbackReader reader)
            throws CallbackRefusedException {
        try {
            return reader.read(verified);
        } catch (CallbackRefusedException e) {
            // Anything else, such as the secret of another account, is no matter of its form.
            if (e.refusal().signedButMalformed()) {
                return reader.readMalformed(verified);
            }
            throw e;
        }
    }

    private static List<String> single(List<String> values) {
        return values.size() > 1 ? List.of() : values;
    }
}
