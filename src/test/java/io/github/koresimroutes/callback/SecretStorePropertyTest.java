package io.github.koresimroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever becomes of the files, {@link SecretStore} loses no secret and gives none to two. */
class SecretStorePropertyTest {

    private static final String ABSENT = "absent";
    private static final String UNREADABLE = "unreadable";
    private static final List<String> UNUSABLE = List.of(UNREADABLE, "", " ");
    private static final List<String> LABELS =
            List.of("current", "next", "A/current", "A/next", "B/current");

    private final Map<String, String> files = new HashMap<>(Map.of(
            "current", "1", "next", ABSENT, "A/current", "2", "A/next", ABSENT, "B/current", "3"));
    private final SecretStore store =
            new SecretStore(LABELS.stream().map(this::place).toList());

    @Property(tries = 500)
    void aRefreshTakesWhatIsUsableAndKeepsWhatWasHeld(
            @ForAll("histories") List<Map<String, String>> history) {
        for (Map<String, String> now : history) {
            Map<String, String> before = held();
            files.putAll(now);
            store.refresh();

            Map<String, String> held = held();
            LABELS.forEach(label -> assertTakenOrKept(label, before.get(label), held));
            if (areApart(now) && now.values().stream().noneMatch(UNUSABLE::contains)) {
                assertThat(store.troubles()).isEmpty();
            }
            assertThat(areApart(held)).as("no secret is of two accounts: %s", held).isTrue();
        }
    }

    /** What each file holds after each step. The settings require the current ones to be there. */
    @Provide
    Arbitrary<List<Map<String, String>>> histories() {
        Arbitrary<String> current = Arbitraries.of("1", "2", "3", "4", "5", UNREADABLE, "", " ");
        Arbitrary<String> next = Arbitraries.of("1", "2", "4", "6", ABSENT, ABSENT, UNREADABLE);
        return Combinators.combine(current, next, current, next, current)
                .as((a, b, c, d, e) -> Map.of("current", a, "next", b, "A/current", c,
                        "A/next", d, "B/current", e))
                .list().ofMinSize(1).ofMaxSize(6);
    }

    private void assertTakenOrKept(String label, String before, Map<String, String> held) {
        String file = files.get(label);
        boolean trouble = store.troubles().containsKey(label);
        if (UNUSABLE.contains(file)) {
            assertThat(trouble).isTrue();
            assertThat(held.get(label)).isEqualTo(before);
        } else if (file.equals(ABSENT)) {
            assertThat(trouble).isFalse();
            assertThat(held).doesNotContainKey(label);
        } else {
            assertThat(held.get(label)).isEqualTo(trouble ? before : file);
        }
    }

    /** Whether no two accounts have the same of these secrets. */
    private static boolean areApart(Map<String, String> secrets) {
        Map<String, Set<String>> accountsByValue = secrets.entrySet().stream()
                .filter(e -> !e.getValue().equals(ABSENT) && !UNUSABLE.contains(e.getValue()))
                .collect(Collectors.groupingBy(Map.Entry::getValue, Collectors.mapping(
                        e -> e.getKey().replaceFirst("[a-z]+$", ""), Collectors.toSet())));
        return accountsByValue.values().stream().allMatch(accounts -> accounts.size() == 1);
    }

    private Map<String, String> held() {
        return store.current().all().stream().collect(Collectors.toMap(
                Secret::label, secret -> new String(secret.bytes())));
    }

    private SecretPlace place(String label) {
        int slash = label.indexOf('/');
        return new SecretPlace(slash < 0 ? null : label.substring(0, slash),
                label.substring(slash + 1), label, () -> {
            String content = files.get(label);
            if (content.equals(UNREADABLE)) {
                throw new IllegalStateException("cannot be read");
            }
            return Optional.of(content).filter(value -> !value.equals(ABSENT));
        }, () -> files.get(label));
    }
}
