package io.github.koresimroutes.standalone;

/** A route file cannot be read; the cause says why, this says which. */
final class RouteFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String file;

    RouteFileException(String file, Throwable cause) {
        super(file + ": " + cause.getMessage(), cause);
        this.file = file;
    }

    String file() {
        return file;
    }
}
