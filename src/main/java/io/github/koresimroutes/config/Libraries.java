package io.github.koresimroutes.config;

/**
 * Those that a runtime may bring itself, or do without:
 * docs/decisions/0005-optional-dependencies.md.
 */
public final class Libraries {

    private Libraries() {
    }

    /**
     * Whether one is there, for the loader that would have to find it: another one may see more.
     *
     * @param className a class of it, which is not initialized
     */
    public static boolean has(String className) {
        try {
            Class.forName(className, false, Libraries.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
