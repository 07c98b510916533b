package io.github.koresimroutes.routeset;

/** A route file cannot be read; the cause says why, this says which. */
public final class RouteFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String file;

    /** @param file its place */
    public RouteFileException(String file, Throwable cause) {
        super(file + ": " + cause.getMessage(), cause);
        this.file = file;
    }

    /** The place of the file. */
    public String file() {
        return file;
    }
}
