package io.github.koresimroutes.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody meant who misspelt a name. */
public final class Similar {

    private Similar() {
    }

    /** The name that is nearest, if one is near enough to be meant. */
    public static Optional<String> to(String name, Collection<String> known) {
        String plain = plain(name);
        return known.stream().filter(each -> distance(plain, plain(each)) <= limit(plain))
                .min(Comparator.comparingInt((String each) -> distance(plain, plain(each)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code ; did you mean 'when'?}, or nothing. */
    public static String hint(String name, Collection<String> known) {
        return to(name, known).map(close -> "; did you mean '" + close + "'?").orElse("");
    }

    private static int limit(String name) {
        return name.length() <= 4 ? 1 : name.length() <= 8 ? 2 : 3;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '.');
    }

    /** How many letters differ, are missing, too many, or swapped with their neighbour. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                d[i][j] = Math.min(d[i - 1][j - 1] + (same ? 0 : 1),
                        1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
