package io.github.koresimroutes.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads settings by name and type. Every problem is a {@link SettingsException} that names the key
 * and says what to do; a secret's value is never part of it.
 */
public final class Settings {

    private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");

    private final Function<String, Optional<String>> lookup;

    /** @param lookup resolves a key to its value, wherever the runtime keeps it */
    public Settings(Function<String, Optional<String>> lookup) {
        this.lookup = lookup;
    }

    /** The trimmed value, or empty where it is absent or blank. */
    public Optional<String> text(String key) {
        return lookup.apply(key).map(String::trim).filter(value -> !value.isEmpty());
    }

    /** Whether there is anything, also nothing but blanks. */
    public boolean isGiven(String key) {
        return lookup.apply(key).isPresent();
    }

    public String required(String key, String howToSet) {
        return text(key).orElseThrow(() -> new SettingsException(
                key + " is not set. " + howToSet));
    }

    /** A list separated by commas; empty where the key is absent. */
    public List<String> list(String key) {
        return text(key).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::trim)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** A whole number from {@code least} to {@code most}. */
    public int number(String key, int least, int most) {
        String value = required(key, "It takes a whole number.");
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new SettingsException(key + " = " + value + " is wrong: it takes a whole number from "
                + least + " to " + most + ".");
    }

    /** One of a few words: the lower-case names of an enum's constants. */
    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        List<String> words = Arrays.stream(type.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
        String value = required(key, "It takes one of " + String.join(", ", words) + ".");
        if (!words.contains(value)) {
            throw new SettingsException(key + " = " + value + " is wrong: it takes one of "
                    + String.join(", ", words) + ".");
        }
        return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
    }

    public boolean flag(String key) {
        String value = required(key, "It takes true or false.");
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new SettingsException(
                    key + " = " + value + " is wrong: it takes true or false.");
        };
    }

    /** A time such as {@code 250ms}, {@code 2s}, {@code 10m}, {@code 1h} or {@code 30d}, over 0. */
    public Duration duration(String key) {
        String value = required(key, "It takes a time such as 250ms, 2s or 10m.");
        Matcher matcher = DURATION.matcher(value);
        if (matcher.matches() && matcher.group(1).length() <= 9) {
            long amount = Long.parseLong(matcher.group(1));
            if (amount > 0) {
                return switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                };
            }
        }
        throw new SettingsException(
                key + " = " + value + " is wrong: it takes a time such as 250ms, 2s or 10m.");
    }

    /**
     * A secret given as the value of {@code key}, or in the file that {@code key + "-file"} names
     * (white space around it is dropped). Empty where neither is set.
     *
     * @throws SettingsException where both are set, or the file is unreadable or empty
     */
    public Optional<String> secret(String key) {
        Optional<SecretFile> file = secretFile(key);
        return file.isPresent() ? file.map(SecretFile::read) : text(key);
    }

    /**
     * The file that {@code key + "-file"} names; it is not read.
     *
     * @throws SettingsException where the secret is given as a value, too
     */
    public Optional<SecretFile> secretFile(String key) {
        String fileKey = key + "-file";
        Optional<String> file = text(fileKey);
        if (file.isPresent() && text(key).isPresent()) {
            throw new SettingsException(key + " and " + fileKey + " are both set: remove one.");
        }
        return file.map(path -> new SecretFile(fileKey, path));
    }
}
