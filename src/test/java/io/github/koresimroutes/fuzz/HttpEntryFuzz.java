package io.github.koresimroutes.fuzz;

import io.github.koresimroutes.callback.SimEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Fuzzes the way in with the bytes of whole connections, which {@link Script} makes of inputs. */
public final class HttpEntryFuzz {

    private static final int GENUINE_EVERY = 256;
    private static final int MOST_OPEN = 8;
    /** On a busy machine the threads of the route may be so many connections late. */
    private static final int MOST_LATE = 1000;

    private static Troubles troubles;
    private static CallbackEntry entry;
    /** A request of a connection that was closed may still be stored a little later. */
    private static final Deque<Script> LAST = new ArrayDeque<>();
    private static final Set<String> TAKEN = new HashSet<>();
    private static long inputs;

    private HttpEntryFuzz() {
    }

    /** Called once, before the first input. */
    public static synchronized void fuzzerInitialize() throws Exception {
        if (entry == null) {
            Path directory = Files.createDirectories(Path.of("target", "fuzz"));
            troubles = Troubles.watch();
            entry = CallbackEntry.start(Files.createTempDirectory(directory, "journal"), troubles);
            troubles.requireNone();
        }
    }

    /** Stops it all, and fails if the journal holds what was not seen to become an event. */
    static synchronized void end() throws Exception {
        try {
            requireGenuineIsTaken();
            Set<String> stored = entry.signaturesInJournal();
            stored.removeAll(TAKEN);
            if (!stored.isEmpty()) {
                throw new AssertionError("The journal holds what nobody saw become an event");
            }
        } finally {
            entry.close();
            entry = null;
            Troubles.stopWatching();
        }
    }

    /** Called with each input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        check(Script.of(input));
        if (++inputs % GENUINE_EVERY == 0) {
            requireGenuineIsTaken();
        }
    }

    private static List<Answer> check(Script script) throws Exception {
        LAST.addFirst(script);
        if (LAST.size() > MOST_LATE) {
            LAST.removeLast();
        }
        String answers = entry.send(script);
        if (answers.contains(Script.MARK)) {
            throw new AssertionError("An answer repeats its request: " + answers);
        }
        List<Answer> read = Answer.parse(answers, script.text().contains("HEAD"));
        if (read.stream().anyMatch(answer -> answer.status() == 503)) {
            troubles.requireNone();
            throw new AssertionError("503 from a server in good health: " + answers);
        }
        // The first that is no request, or not complete, may have an answer too; then it ends.
        if (read.stream().filter(answer -> !answer.isInterim()).count()
                > StrictHttp.parse(Kore.bytes(script.text())).size() + 1) {
            throw new AssertionError("More answers than requests: " + answers);
        }
        checkEvents();
        troubles.requireNone();
        return read;
    }

    private static void checkEvents() {
        for (SimEvent event = entry.nextEvent(); event != null; event = entry.nextEvent()) {
            String signature = Kore.sign(
                    Kore.secretOf(event.secretLabel()), Kore.URL, event.body());
            Script script = LAST.stream().filter(sent -> sent.holds(signature)).findFirst()
                    .orElseThrow(() -> new AssertionError("An event whose signature was not sent"));
            TAKEN.add(EventOracle.check(event, script.signed()));
        }
    }

    /** Fails unless the server still serves, and has given back what it took. */
    static void requireGenuineIsTaken() throws Exception {
        List<Answer> answers = check(Script.genuine());
        if (!answers.equals(List.of(new Answer(200)))) {
            throw new AssertionError("A genuine callback is answered " + answers);
        }
        for (int i = 0; entry.connections() > MOST_OPEN; i++) {
            if (i > 10_000) {
                throw new AssertionError(entry.connections() + " connections stay open");
            }
            Thread.sleep(1);
        }
    }
}
