package io.github.koresimroutes.callback;

import static io.github.koresimroutes.callback.CallbackScenario.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Secrets that change while callbacks come. */
class SecretStoreTest {

    private static final String A = "AC" + "a1".repeat(16);
    private static final String B = "AC" + "b2".repeat(16);
    private static final String C = "AC" + "c3".repeat(16);

    private final Map<String, String> files = new HashMap<>();
    private int reads;
    private int changeAt;
    private Runnable change;
    private long now;

    @Test
    void aChangedSecretVerifiesAfterARefreshAndTheOldOneDoesNot() throws Exception {
        files.put("current", "old");
        SecretStore store = store(place(null, "current"));
        files.put("current", "new");
        store.refresh();

        assertThat(valid().signedWith("new").verify(store).secretLabel()).isEqualTo("current");
        assertWrong(store, "old");
    }

    @Test
    void aSecretMayComeAndGo() throws Exception {
        files.put("current", "one");
        SecretStore store = store(place(null, "current"), place(null, "next"));
        assertWrong(store, "two");

        files.put("next", "two");
        store.refresh();
        assertThat(valid().signedWith("one").verify(store).secretLabel()).isEqualTo("current");
        assertThat(valid().signedWith("two").verify(store).secretLabel()).isEqualTo("next");

        files.remove("next");
        store.refresh();
        assertWrong(store, "two");
    }

    /** A secret that moves up while all are read is then read at one of its two places. */
    @Test
    void theNextOneIsReadBeforeThePlaceToWhichItMoves() {
        List<String> order = new ArrayList<>();
        SecretStore store = store(Stream.of("current", "next", "previous")
                .map(name -> new SecretPlace(null, name, name, () -> {
                    order.add(name);
                    return Optional.of("secret " + name);
                }, () -> "")).toArray(SecretPlace[]::new));
        order.clear();

        store.refresh();

        assertThat(order).containsExactly("next", "current", "previous");
    }

    @Test
    void aWrongSignatureLooksForANewSecretBeforeItIsRefused() throws Exception {
        files.put("current", "old");
        SecretStore store = store(place(null, "current"));
        files.put("current", "new");
        now += Duration.ofSeconds(1).toNanos();

        assertThat(valid().signedWith("new").verify(store)).isNotNull();
    }

    /** However short ago others were refused: KORE does not send it again. */
    @Test
    void aNewSecretVerifiesAtOnceWhereItsPlaceHasChanged() throws Exception {
        files.put("current", "old");
        SecretStore store = store(place(null, "current"), place(null, "next"));
        assertWrong(store, "another");

        files.put("next", "new");
        assertThat(valid().signedWith("new").verify(store).secretLabel()).isEqualTo("next");
    }

    @Test
    void whatChangesWhileItIsReadIsReadAgain() throws Exception {
        files.put("current", "old");
        SecretStore store = store(place(null, "current"), place(null, "next"));
        afterReads(1, () -> files.put("next", "new"));
        store.refresh();

        assertThat(valid().signedWith("new").verify(store).secretLabel()).isEqualTo("next");
    }

    @Test
    void aFloodOfWrongSignaturesReadsOnceASecond() {
        files.put("current", "one");
        SecretStore store = store(place(null, "current"));
        reads = 0;
        for (int i = 0; i < 100; i++) {
            assertWrong(store, "another");
        }
        assertThat(reads).as("the start was just now").isZero();

        now += Duration.ofSeconds(1).toNanos();
        for (int i = 0; i < 100; i++) {
            assertWrong(store, "another");
        }
        assertThat(reads).isEqualTo(1);
    }

    /** What changes all the time, and a clock that runs, hold no request up. */
    @Test
    void aWrongSignatureLooksNoMoreThanTwice() {
        SecretStore store = new SecretStore(List.of(new SecretPlace(null, "current", "current",
                () -> Optional.of("secret " + reads++), () -> reads)), () -> now += 1_000_000_000L);
        int readAtStart = reads;

        assertWrong(store, "another");
        assertThat(reads - readAtStart).isBetween(1, 2);
    }

    @Test
    void whoeverHasReadLetsTheNextOneRead() throws Exception {
        files.put("current", "one");
        SecretStore store = store(place(null, "current"));
        inAnotherThread(store::refresh);
        files.put("current", "two");
        now += Duration.ofSeconds(1).toNanos();
        inAnotherThread(store::refreshed);
        assertThat(valid().signedWith("two").verify(store)).isNotNull();

        files.put("current", "three");
        now += Duration.ofSeconds(1).toNanos();
        assertThat(valid().signedWith("three").verify(store)).isNotNull();
    }

    @Test
    void aThreadThatIsToldToStopKeepsThat() {
        files.put("current", "one");
        SecretStore store = store(place(null, "current"));
        now += Duration.ofSeconds(1).toNanos();
        Thread.currentThread().interrupt();

        assertWrong(store, "another");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aGoodSignatureReadsNothing() throws Exception {
        files.put("current", "one");
        SecretStore store = store(place(null, "current"));
        reads = 0;
        now += Duration.ofHours(1).toNanos();
        valid().signedWith("one").verify(store);

        assertThat(reads).isZero();
    }

    @Test
    void whatCannotBeUsedKeepsTheOldSecretAndIsTold() throws Exception {
        files.put("current", "good");
        SecretStore store = store(place(null, "current"));
        for (String unusable : List.of("", " ", "throw")) {
            files.put("current", unusable);
            store.refresh();

            assertThat(valid().signedWith("good").verify(store)).isNotNull();
            assertThat(store.troubles()).containsOnlyKeys("current");
        }

        files.put("current", "good");
        store.refresh();
        assertThat(store.troubles()).isEmpty();
    }

    @Test
    void aSecretThatIsTheSameKeepsItsSnapshot() {
        files.put("current", "one");
        SecretStore store = store(place(null, "current"));
        Secrets before = store.current();
        store.refresh();

        assertThat(store.current()).isSameAs(before);
    }

    @Test
    void twoAccountsWithTheSameSecretAreRefusedByTheNamesOfTheirSettings() {
        files.put(A + "/next", "twice");
        files.put(B + "/current", "twice");
        files.put("current", "twice");
        files.put(A + "/current", "once");

        assertThatThrownBy(() -> store(place(A, "current"), place(A, "next"), place(B, "current")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("setting of " + A + "/next")
                .hasMessageContaining("setting of " + B + "/current")
                .hasMessageNotContaining("twice");
        assertThatThrownBy(() -> store(place(null, "current"), place(B, "current")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneAccountMayHaveTheSameSecretTwiceWhileItIsMovedUp() {
        files.put("current", "same");
        files.put("next", "same");

        assertThatCode(() -> store(place(null, "current"), place(null, "next")))
                .doesNotThrowAnyException();
    }

    @Test
    void aChangeThatWouldGiveTwoAccountsTheSameSecretIsNotTaken() throws Exception {
        files.put(A + "/current", "of-a");
        files.put(B + "/current", "of-b");
        SecretStore store = store(place(A, "current"), place(B, "current"), place(B, "next"));
        files.put(B + "/current", "of-a");
        files.put(B + "/next", "new");
        store.refresh();

        assertThat(valid().signedWith("of-a").verify(store).secretLabel())
                .isEqualTo(A + "/current");
        assertThat(valid().signedWith("of-b").verify(store).secretLabel())
                .isEqualTo(B + "/current");
        assertThat(valid().signedWith("new").verify(store).secretLabel()).isEqualTo(B + "/next");
        assertThat(store.troubles()).containsOnlyKeys(B + "/current");
    }

    /** Where a change is not taken, its old secret may by now be what another account asks for. */
    @Test
    void aChangeThatIsTakenBackTakesBackWhatCameIntoItsPlace() throws Exception {
        files.put(A + "/current", "one");
        files.put(B + "/current", "two");
        files.put(C + "/current", "three");
        SecretStore store = store(place(A, "current"), place(B, "current"), place(C, "current"));
        files.put(A + "/current", "two");
        files.put(B + "/current", "three");
        store.refresh();

        assertThat(valid().signedWith("one").verify(store).secretLabel())
                .isEqualTo(A + "/current");
        assertThat(valid().signedWith("two").verify(store).secretLabel())
                .isEqualTo(B + "/current");
        assertThat(store.troubles()).containsOnlyKeys(A + "/current", B + "/current");
    }

    @Test
    void accountsMayChangePlaces() throws Exception {
        files.put(A + "/current", "one");
        files.put(B + "/current", "two");
        SecretStore store = store(place(A, "current"), place(B, "current"));
        files.put(A + "/current", "two");
        files.put(B + "/current", "one");
        store.refresh();

        assertThat(valid().signedWith("one").verify(store).secretLabel())
                .isEqualTo(B + "/current");
        assertThat(store.troubles()).isEmpty();
    }

    /** Were the current one read first, the new secret would be in neither of the two. */
    @Test
    void noSecretSlipsThroughWhileItIsMovedUp() throws Exception {
        files.put("current", "old");
        files.put("next", "new");
        SecretStore store = store(place(null, "current"), place(null, "next"),
                place(null, "previous"));
        for (int read = 1; read <= 3; read++) {
            files.put("current", "old");
            files.put("next", "new");
            files.remove("previous");
            store.refresh();
            afterReads(read, () -> {
                files.put("previous", "old");
                files.put("current", files.remove("next"));
            });
            store.refresh();

            assertThat(valid().signedWith("new").verify(store)).isNotNull();
            assertThat(valid().signedWith("old").verify(store)).isNotNull();
        }
    }

    @Test
    void thePlacesWithoutASecretAreKnown() {
        files.put("current", "one");
        SecretStore store = store(place(null, "current"), place(null, "next"), place(A, "next"));
        assertThat(store.labels()).containsExactly("current", "next", A + "/next");
        assertThat(store.absent()).containsExactly("next", A + "/next");

        files.put(A + "/next", "two");
        store.refresh();
        assertThat(store.absent()).containsExactly("next");
    }

    @Test
    void noTextShowsASecret() throws Exception {
        files.put("current", "hidden-value");
        SecretPlace place = place(null, "current");
        SecretStore store = store(place);

        for (Object shown : List.of(place, store, store.current(), store.current().all(),
                valid().signedWith("hidden-value").verify(store))) {
            assertThat(shown.toString()).doesNotContain("hidden-value");
        }
    }

    private static void inAnotherThread(Runnable task) throws InterruptedException {
        Thread thread = new Thread(task);
        thread.start();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
    }

    private SecretStore store(SecretPlace... places) {
        return new SecretStore(List.of(places), () -> now);
    }

    private SecretPlace place(String account, String name) {
        String label = Secret.label(account, name);
        return new SecretPlace(account, name, "setting of " + label, () -> {
            Optional<String> content = Optional.ofNullable(files.get(label));
            reads++;
            if (reads == changeAt) {
                change.run();
            }
            if (content.equals(Optional.of("throw"))) {
                throw new IllegalStateException("cannot be read");
            }
            return content;
        }, () -> files.get(label));
    }

    /** Something that happens to the files behind the given one of the next reads. */
    private void afterReads(int count, Runnable happens) {
        changeAt = reads + count;
        change = happens;
    }

    private static void assertWrong(SecretStore store, String secret) {
        assertThatThrownBy(() -> valid().signedWith(secret).verify(store))
                .hasMessage(Refusal.SIGNATURE_WRONG.reason());
    }
}
