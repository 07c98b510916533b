package io.github.koresimroutes.http;

/**
 * Looks at the frame of a chunked body: a size in hexadecimal digits, perhaps an extension behind a
 * semicolon, and no line that goes on on the next one. Netty reads the digits and ignores what
 * follows them, so that another reader could see another line there, and another end of the body.
 */
final class ChunkFrame {

    private enum Part { SIZE, AFTER_SIZE, EXTENSION, DATA, AFTER_DATA, TRAILER }

    private static final int MOST_DIGITS = 8;

    private Part part = Part.SIZE;
    private long size;
    private int digits;
    private boolean afterReturn;
    private boolean lineBegins;
    private boolean odd;

    /** The next byte of the body, which is none of a chunk's content. */
    void next(byte b) {
        if (b == '\n') {
            lineEnds();
            return;
        }
        // A CR stands before a LF, and nowhere else.
        odd |= afterReturn;
        afterReturn = b == '\r';
        if (!afterReturn) {
            switch (part) {
                case SIZE, AFTER_SIZE -> size(b);
                case EXTENSION -> odd |= isControl(b);
                case TRAILER -> odd |= isControl(b) || lineBegins && (b == ' ' || b == '\t');
                default -> odd = true;
            }
        }
        lineBegins = false;
    }

    private void size(byte b) {
        int digit = b < 0 ? -1 : Character.digit(b, 16);
        if (b == ';' && digits > 0) {
            part = Part.EXTENSION;
        } else if ((b == ' ' || b == '\t') && digits > 0) {
            part = Part.AFTER_SIZE;
        } else if (digit >= 0 && part == Part.SIZE && digits < MOST_DIGITS) {
            size = size * 16 + digit;
            digits++;
        } else {
            odd = true;
        }
    }

    private static boolean isControl(byte b) {
        return b >= 0 && b < ' ' && b != '\t' || b == 0x7F;
    }

    private void lineEnds() {
        odd |= !afterReturn;
        afterReturn = false;
        lineBegins = true;
        switch (part) {
            case AFTER_DATA -> {
                part = Part.SIZE;
                size = 0;
                digits = 0;
            }
            case TRAILER -> { }
            default -> part = size == 0 ? Part.TRAILER : Part.DATA;
        }
    }

    /** How many bytes of content come next. */
    long content() {
        return part == Part.DATA ? size : 0;
    }

    /** So many bytes of content have come. */
    void content(long bytes) {
        size -= bytes;
        if (size == 0) {
            part = Part.AFTER_DATA;
        }
    }

    /** Whether something was not as it should be. */
    boolean isOdd() {
        return odd;
    }
}
