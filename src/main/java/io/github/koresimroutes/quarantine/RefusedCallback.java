package io.github.koresimroutes.quarantine;

import io.github.koresimroutes.callback.CallbackRequest;
import io.github.koresimroutes.callback.Refusal;
import java.util.List;

/**
 * A request that was refused, as it was received.
 *
 * @param kind    what it may be
 * @param refusal why it was refused
 * @param request the request
 */
public record RefusedCallback(QuarantineKind kind, Refusal refusal, CallbackRequest request) {

    /** What a row takes besides what came with the request. */
    private static final int ROW_BYTES = 200;

    /** What is counted against its kind's budget. */
    int size() {
        return ROW_BYTES + request.body().length + length(request.contentTypes())
                + length(request.signatures()) + length(request.tokens())
                + length(request.dates())
                + (request.rawQuery() == null ? 0 : request.rawQuery().length());
    }

    private static int length(List<String> values) {
        return values.stream().mapToInt(value -> value.length() + 1).sum();
    }
}
