package io.github.koresimroutes.http;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import java.util.List;
import java.util.regex.Pattern;

/** What is wrong with the head of a request, whatever it asks for. */
final class RequestFault {

    static final int NONE = 0;

    /**
     * A name or an address, and a port. Vert.x throws on some others, as {@code %2e}, and then leaves
     * the request without an answer; no name in DNS has an escape.
     */
    private static final Pattern HOST = Pattern.compile(
            "(?:\\[[0-9A-Fa-f:.]*+]|[0-9A-Za-z._~!$&'()*+,;=-]*+)(?::[0-9]*+)?+");

    private RequestFault() {
    }

    /** The status that it is answered with; after it nothing more is read of the connection. */
    static int of(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return ofDecoder(request.decoderResult().cause());
        }
        HttpVersion version = request.protocolVersion();
        boolean http11 = version.equals(HttpVersion.HTTP_1_1);
        if (!http11 && !version.equals(HttpVersion.HTTP_1_0)) {
            return 505;
        }
        HttpHeaders headers = request.headers();
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1 || (http11 && hosts.isEmpty())
                || !hosts.stream().allMatch(host -> HOST.matcher(host).matches())) {
            return 400;
        }
        List<String> encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        boolean chunked = encodings.size() == 1
                && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(encodings.get(0));
        return encodings.isEmpty() || (chunked && http11) ? NONE : 400;
    }

    private static int ofDecoder(Throwable cause) {
        if (cause instanceof TooLongHttpHeaderException) {
            return 431;
        }
        return cause instanceof TooLongFrameException ? 414 : 400;
    }
}
