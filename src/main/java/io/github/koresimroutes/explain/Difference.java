package io.github.koresimroutes.explain;

import java.util.ArrayList;
import java.util.List;

/**
 * What an edit changes for something that comes.
 *
 * @param before what became of it
 * @param after  what becomes of it
 */
public record Difference(Explanation before, Explanation after) {

    /**
     * Where two lists about the same occasions differ.
     *
     * @param before by the routes that were
     * @param after  by those that are to be
     */
    public static List<Difference> between(List<Explanation> before, List<Explanation> after) {
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            if (!before.get(i).isLike(after.get(i))) {
                differences.add(new Difference(before.get(i), after.get(i)));
            }
        }
        return differences;
    }
}
