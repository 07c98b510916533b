package io.github.koresimroutes.http;

/**
 * Looks at the bytes of a request's first line: method, target and version with one space between
 * them, the version in upper case. Netty also takes other white space and more of it, before the
 * line too, and {@code http/1.1}, which Vert.x then answers 501.
 */
final class RequestLine {

    private static final String VERSION = "HTTP/";
    private static final byte DELETE = 0x7F;

    private boolean begun;
    private boolean ended;
    private boolean afterReturn;
    private boolean odd;
    private int spaces;
    private int inVersion;

    /** The next byte of the head; empty lines may come before it. */
    void next(byte b) {
        if (ended) {
            return;
        }
        odd |= afterReturn != (b == '\n');
        afterReturn = b == '\r';
        begun |= !afterReturn && b != '\n';
        if (b == '\n') {
            ended = begun;
        } else if (b == ' ') {
            spaces++;
        } else if (!afterReturn) {
            odd |= b >= 0 && b < ' ' || b == DELETE;
            odd |= spaces == 2 && inVersion < VERSION.length() && b != VERSION.charAt(inVersion++);
        }
    }

    /** Whether it differs, for a line that is otherwise in order. */
    boolean isOdd() {
        return odd || spaces != 2;
    }

    /** Before the next request. */
    void reset() {
        begun = false;
        ended = false;
        afterReturn = false;
        odd = false;
        spaces = 0;
        inVersion = 0;
    }
}
