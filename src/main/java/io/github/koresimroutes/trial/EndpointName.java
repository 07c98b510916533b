package io.github.koresimroutes.trial;

import java.util.regex.Pattern;

/** Names of endpoints as people write them: without options, with {@code *} for anything. */
final class EndpointName {

    private EndpointName() {
    }

    /** Without options, and without the slashes that Camel puts behind a scheme. */
    static String plain(String uri) {
        return uri.replaceFirst("\\?.*", "").replaceFirst("^([a-z0-9+.-]+):(//)?", "$1:");
    }

    /** As results name it: a queue by its name alone, a topic with {@code topic:}. */
    static String target(String uri) {
        return plain(uri).replaceFirst("^jms:(queue:)?", "");
    }

    static boolean fits(String pattern, String uri) {
        String plain = plain(uri);
        String wanted = plain(pattern);
        if (!wanted.contains("*")) {
            return plain.equals(wanted) || plain.startsWith(wanted + "/");
        }
        return Pattern.matches(
                Pattern.quote(wanted).replace("*", "\\E.*\\Q"), plain);
    }
}
