package io.github.koresimroutes.callback;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Picks named parameters out of a query string. KORE does not sign the query, so they are hints
 * only, and nothing in it is ever a reason to refuse an event.
 */
final class QueryParameters {

    /** A longer value is left out. */
    static final int MAX_VALUE_CHARS = 1000;

    private QueryParameters() {
    }

    /** The first well-formed value of each wanted name, in the order in which they appear. */
    static Map<String, String> pick(String rawQuery, Set<String> wanted) {
        Map<String, String> picked = new LinkedHashMap<>();
        if (rawQuery == null || wanted.isEmpty()) {
            return picked;
        }
        for (String pair : rawQuery.split("&")) {
            int equals = pair.indexOf('=');
            try {
                String name = FormBody.decode(equals < 0 ? pair : pair.substring(0, equals));
                if (wanted.contains(name)) {
                    String value = equals < 0 ? "" : FormBody.decode(pair.substring(equals + 1));
                    if (value.length() <= MAX_VALUE_CHARS) {
                        picked.putIfAbsent(name, value);
                    }
                }
            } catch (CallbackRefusedException malformed) {
                continue;
            }
        }
        return picked;
    }
}
