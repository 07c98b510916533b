package io.github.koresimroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.callback.CallbackReader;
import io.github.koresimroutes.callback.CallbackRequest;
import io.github.koresimroutes.callback.CallbackSignature;
import io.github.koresimroutes.callback.CallbackVerifier;
import io.github.koresimroutes.callback.DateWindow;
import io.github.koresimroutes.callback.Refusal;
import io.github.koresimroutes.callback.Secret;
import io.github.koresimroutes.callback.TestEndpoints;
import io.github.koresimroutes.callback.TestSecrets;
import io.github.koresimroutes.camel.Verification;
import io.github.koresimroutes.quarantine.QuarantineKind;
import io.github.koresimroutes.quarantine.QuarantineRecord;
import io.github.koresimroutes.quarantine.RefusedCallback;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReverificationTest {

    private static final String URL = "https://callbacks.example.com/kore/sim-status";
    private static final String A = "AC" + "a1".repeat(16);
    private static final String B = "AC" + "b2".repeat(16);

    private final Verification verification = new Verification(
            new CallbackVerifier(TestEndpoints.of(URL), TestSecrets.of(List.of(
                    Secret.of(A, "current", "secret-of-a"),
                    Secret.of(B, "current", "secret-of-b")))),
            new CallbackReader(Set.of(), new DateWindow(DateWindow.Mode.OFF, Duration.ZERO)));

    @Test
    void nobodyReleasesWhatOneAccountSignedForAnother() {
        Reverification now = of("SimStatus=active&AccountSid=" + A, "secret-of-b");

        assertThat(now.isAccepted()).isFalse();
        assertThat(now.isForAPerson()).isFalse();
        assertThat(now.now()).isEqualTo("is refused: signed with the secret of another account");
    }

    @Test
    void aPersonMayReleaseWhatIsSignedAndMalformed() {
        Reverification now = of("SimStatus=active&SimStatus=ready", "secret-of-b");

        assertThat(now.isAccepted()).isFalse();
        assertThat(now.isForAPerson()).isTrue();
    }

    @Test
    void whatVerifiesNowIsAccepted() {
        assertThat(of("SimStatus=active&AccountSid=" + A, "secret-of-a").isAccepted()).isTrue();
    }

    private Reverification of(String body, String secret) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        CallbackRequest request = new CallbackRequest("default", "POST",
                List.of("application/x-www-form-urlencoded"),
                List.of(CallbackSignature.sign(secret, "POST", URL, bytes)), List.of("token"),
                List.of(), null, bytes, Instant.EPOCH);
        return Reverification.of(new QuarantineRecord(1, new RefusedCallback(
                QuarantineKind.LIKELY, Refusal.SIGNATURE_WRONG, request)), verification);
    }
}
