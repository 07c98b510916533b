package io.github.koresimroutes.quarantine;

import io.github.koresimroutes.config.Settings;
import io.github.koresimroutes.config.SettingsException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How much is kept of what was refused.
 *
 * @param budgets how much of each kind
 * @param maxAge  how long
 */
public record QuarantineSettings(Map<QuarantineKind, Budget> budgets, Duration maxAge) {

    private static final int MOST_CALLBACKS = 1_000_000;
    private static final int MOST_BYTES = 1_000_000_000;
    private static final String MAX_AGE = "kore.quarantine.max-age";

    /**
     * How much is kept of one kind. With a 0 nothing more is.
     *
     * @param count how many
     * @param bytes how many bytes they take in all, with their headers
     */
    public record Budget(int count, int bytes) {

        boolean isOff() {
            return count == 0 || bytes == 0;
        }
    }

    /** @throws SettingsException where one is missing or wrong */
    public static QuarantineSettings read(Settings settings) {
        Map<QuarantineKind, Budget> budgets = new EnumMap<>(QuarantineKind.class);
        for (QuarantineKind kind : QuarantineKind.values()) {
            String prefix = "kore.quarantine." + kind.label();
            budgets.put(kind, new Budget(settings.number(prefix + "-count", 0, MOST_CALLBACKS),
                    settings.number(prefix + "-bytes", 0, MOST_BYTES)));
        }
        Duration maxAge = settings.duration(MAX_AGE);
        int days = settings.number("kore.journal.retention-days", 1, 36_500);
        if (maxAge.compareTo(Duration.ofDays(days)) > 0) {
            throw new SettingsException(MAX_AGE + " is longer than kore.journal.retention-days: a"
                    + " released callback that KORE had sent again would not be known as a"
                    + " duplicate.");
        }
        return new QuarantineSettings(budgets, maxAge);
    }

    Budget budget(QuarantineKind kind) {
        return budgets.get(kind);
    }
}
