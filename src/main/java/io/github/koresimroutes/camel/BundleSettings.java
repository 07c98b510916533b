package io.github.koresimroutes.camel;

import io.github.koresimroutes.config.EntryGroup;
import io.github.koresimroutes.config.EntryKeys;
import io.github.koresimroutes.config.KeyCheck;
import io.github.koresimroutes.config.Settings;
import io.github.koresimroutes.config.SettingsException;
import io.github.koresimroutes.dispatch.DispatchSettings;
import io.github.koresimroutes.http.HttpLimits;
import io.github.koresimroutes.journal.JournalSettings;
import io.github.koresimroutes.quarantine.QuarantineSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.spi.PropertiesComponent;

/**
 * All settings of the bundle, read and checked.
 *
 * @param callback    what is KORE's
 * @param limits      what a client may ask for
 * @param workers     threads that serve callbacks
 * @param parkedQueue where batons are put that do not fit
 * @param alarmAfter  how long dispatch may stand still
 */
record BundleSettings(CallbackSettings callback, HttpLimits limits, JournalSettings journal,
        QuarantineSettings quarantine, int workers, DispatchSettings dispatch,
        String parkedQueue, Duration alarmAfter) {

    private static final String QUEUES = "kore.queue.";
    private static final String QUEUE_NAME = "It takes a queue's name.";
    private static final int MOST_BODY_BYTES = 10_000_000;
    private static final int MOST_EVENTS = 10_000;
    private static final int MOST_LANES = 64;
    private static final int MOST_WAITING = 1_000_000;

    /**
     * @param known the settings that there are, with their defaults
     * @throws SettingsException where a setting is missing, wrong or unknown
     */
    static BundleSettings read(PropertiesComponent properties, Properties known) {
        GivenSettings given = new GivenSettings(properties);
        Set<String> keys = given.keys();
        new KeyCheck(known.stringPropertyNames()).check(keys, System.getenv().keySet());
        EntryKeys accounts = entries(EntryGroup.ACCOUNTS, keys);
        EntryKeys endpoints = entries(EntryGroup.ENDPOINTS, keys);
        Settings settings = new Settings(key -> accounts
                .value(key, variable -> given.resolve(key, variable), one -> endpoints
                        .value(one, variable -> given.resolve(one, variable), given::resolve))
                .or(() -> Optional.ofNullable(known.getProperty(key))));
        // Checked here, though only the standalone run uses them: a wrong one stops the start.
        settings.flag("kore.routes.watch");
        settings.duration("kore.routes.watch-interval");
        settings.flag("kore.routes.start-with-last-good");
        keys.stream().filter(key -> key.startsWith(QUEUES))
                .forEach(key -> settings.required(key, QUEUE_NAME));
        return new BundleSettings(CallbackSettings.read(
                        settings, accounts.entries(), endpoints.entries()),
                new HttpLimits(
                        settings.number("kore.callback.max-body-size", 1, MOST_BODY_BYTES),
                        settings.number("kore.callback.max-requests", 1, MOST_WAITING),
                        settings.duration("kore.callback.body-timeout")),
                journalSettings(settings), QuarantineSettings.read(settings),
                settings.number("kore.callback.workers", 1, 1_000), dispatchSettings(settings),
                settings.required("kore.dispatch.parked-queue", QUEUE_NAME),
                settings.duration("kore.dispatch.alarm-after"));
    }

    private static EntryKeys entries(EntryGroup group, Set<String> given) {
        return new EntryKeys(group, given, System.getenv());
    }

    private static JournalSettings journalSettings(Settings settings) {
        // Checked here, though only the route keep-house uses them: a wrong one stops the start.
        settings.number("kore.journal.retention-days", 1, 36_500);
        settings.number("kore.journal.retention-slice", 1, 100_000);
        settings.duration("kore.journal.retention-interval");
        return new JournalSettings(
                settings.flag("kore.journal.migrate"),
                settings.duration("kore.journal.accept-timeout"),
                settings.number("kore.journal.accept-queue", 1, MOST_WAITING),
                settings.number("kore.journal.batch-size", 1, MOST_EVENTS));
    }

    private static DispatchSettings dispatchSettings(Settings settings) {
        settings.duration("kore.dispatch.seed-interval");
        return new DispatchSettings(
                settings.text("kore.dispatch.lanes").isEmpty() ? OptionalInt.empty()
                        : OptionalInt.of(settings.number("kore.dispatch.lanes", 1, MOST_LANES)),
                settings.number("kore.dispatch.batch-size", 1, MOST_EVENTS),
                settings.duration("kore.dispatch.idle-wait"),
                settings.duration("kore.dispatch.poll-interval"),
                settings.number("kore.dispatch.attempts", 1, 1000),
                settings.duration("kore.dispatch.retry-pause"),
                settings.flag("kore.dispatch.copy-failed"));
    }
}
