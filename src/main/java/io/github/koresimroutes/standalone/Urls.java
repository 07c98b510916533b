package io.github.koresimroutes.standalone;

import java.util.regex.Pattern;

/** URLs of servers, which may hold passwords, so that they must not be shown as they are. */
final class Urls {

    private static final Pattern USER = Pattern.compile("//[^/?,)]*@");
    private static final Pattern PASSWORD =
            Pattern.compile("(?i)[?&;][^=&;]*(password|passcode|secret)[^=&;]*=");

    private Urls() {
    }

    /**
     * Refuses a user before the host. No client here reads one there, and all of them show it.
     *
     * @param key the setting, such as {@code kore.broker.url}
     * @return the URL
     */
    static String withoutUser(String key, String url) {
        if (USER.matcher(url).find()) {
            String group = key.substring(0, key.lastIndexOf('.'));
            throw new StartException(key + " holds a user before the host, where nobody reads it."
                    + "\nUse " + group + ".user and " + group + ".password-file.");
        }
        return url;
    }

    /** Whether one of its parameters is a password. */
    static boolean holdsPassword(String url) {
        return PASSWORD.matcher(url).find();
    }
}
