package checks;

import io.github.koresimroutes.callback.CallbackSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** KORE, as far as an application can tell: callbacks one after another from several connections. */
final class KoreLoad implements AutoCloseable {

    private static final int SENDERS = 4;
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

    /** The tokens of all that were answered 200. */
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    /** What else was answered; 503 is tried again. */
    private final Set<Integer> refused = ConcurrentHashMap.newKeySet();
    private final URI address;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    KoreLoad(int port) {
        address = URI.create("http://127.0.0.1:" + port + "/kore/sim-status");
    }

    KoreLoad begin() {
        for (int i = 0; i < SENDERS; i++) {
            Thread thread = new Thread(this::send, "kore-" + i);
            thread.start();
            threads.add(thread);
        }
        return this;
    }

    private void send() {
        while (!ended) {
            try {
                if (!one("active")) {
                    Thread.sleep(20);
                }
            } catch (IOException e) {
                // Nobody is there, or no longer: KORE's next callback is another one.
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends one callback; tells whether it was taken. */
    boolean one(String status) throws IOException, InterruptedException {
        String token = "RQ" + UUID.randomUUID().toString().replace("-", "");
        String body = "ApiVersion=v1&SimUniqueName=sim&SimSid=HS"
                + token.substring(2) + "&SimStatus=" + status
                + "&AccountSid=AC3ba717b1d236e6c4a835e46130267eb4";
        String signature = CallbackSignature.sign(
                BundleChecks.SECRET.getBytes(StandardCharsets.UTF_8), "POST", BundleChecks.URL,
                body.getBytes(StandardCharsets.UTF_8));
        int answer = ApplicationProcess.HTTP.send(HttpRequest.newBuilder(address)
                        .header("Content-Type", FORM).header("Kore-Signature", signature)
                        .header("Kore-Idempotency-Token", token)
                        .POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.discarding()).statusCode();
        if (answer == 200) {
            taken.add(token);
        } else {
            refused.add(answer);
        }
        return answer == 200;
    }

    /** The statuses of all that were not taken. */
    Set<Integer> refused() {
        return Set.copyOf(refused);
    }

    Set<String> taken() {
        return Set.copyOf(taken);
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
