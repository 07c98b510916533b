package io.github.koresimroutes.callback;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two media types that KORE sends. */
final class MediaType {

    static final String FORM = "application/x-www-form-urlencoded";
    static final String JSON = "application/json";

    private static final Set<String> KNOWN = Set.of(FORM, JSON);
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    /** One parameter, or the nothing between two semicolons, which RFC 9110 allows. */
    private static final Pattern PARAMETER = Pattern.compile(
            "\\G;[ \\t]*+(?:(" + TOKEN + ")=(" + TOKEN + "|\"[^\"]*+\"))?+[ \\t]*+");

    /** What most clients write, if anything. */
    private static final String USUAL_PARAMETER = "; charset=utf-8";

    private MediaType() {
    }

    /**
     * The media type of a request, in lower case and without parameters.
     *
     * @throws CallbackRefusedException unless there is exactly one header with a type that KORE
     *         sends, in UTF-8
     */
    static String of(List<String> headers) throws CallbackRefusedException {
        if (headers.size() != 1 || headers.get(0) == null) {
            throw new CallbackRefusedException(Refusal.CONTENT_TYPE);
        }
        String header = headers.get(0);
        int semicolon = header.indexOf(';');
        int end = semicolon < 0 ? header.length() : semicolon;
        String type = header.substring(0, end).strip().toLowerCase(Locale.ROOT);
        if (!KNOWN.contains(type) || !parametersAreUtf8(header.substring(end))) {
            throw new CallbackRefusedException(Refusal.CONTENT_TYPE);
        }
        return type;
    }

    private static boolean parametersAreUtf8(String parameters) {
        if (parameters.isEmpty() || parameters.equalsIgnoreCase(USUAL_PARAMETER)) {
            return true;
        }
        Matcher matcher = PARAMETER.matcher(parameters);
        int read = 0;
        while (matcher.find()) {
            read = matcher.end();
            if ("charset".equalsIgnoreCase(matcher.group(1))
                    && !matcher.group(2).replace("\"", "").equalsIgnoreCase("utf-8")) {
                return false;
            }
        }
        return read == parameters.length();
    }
}
