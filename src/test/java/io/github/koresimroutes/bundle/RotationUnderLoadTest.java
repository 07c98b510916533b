package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.bundle.PacedLoad.Sent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each step of docs/rotate-a-secret.md while callbacks come all the time, for the default secret
 * and an account's own. KORE uses a new secret at once, without a look at log or metrics.
 */
@Timeout(600)
class RotationUnderLoadTest {

    /** Rotates again and again for so long, at least once. */
    private static final int SECONDS = Integer.getInteger("kore.load.seconds", 1);
    private static final int CONNECTIONS = 8;
    private static final int PER_SECOND = 120;
    private static final Duration STEP = Duration.ofMillis(700);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String ACCOUNT = "AC" + "b2".repeat(16);

    @TempDir
    private Path directory;

    private TestBroker broker;
    private BundleProcess bundle;
    private PacedLoad load;
    private SecretFolder ofDefault;
    private SecretFolder ofAccount;

    @BeforeEach
    void start() throws Exception {
        broker = new TestBroker(directory.resolve("broker"));
        ofDefault = SecretFolder.byHand(directory.resolve("default"), of("", 0));
        ofAccount = SecretFolder.inKubernetes(directory.resolve("account"), of(ACCOUNT, 0));
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        settings.putAll(ofDefault.settings("kore.callback."));
        settings.putAll(ofAccount.settings("kore.callback.account." + ACCOUNT + "."));
        bundle = new BundleProcess(directory, settings);
        bundle.environment("KORE_CALLBACK_SECRET", null);
        bundle.start();
        load = new PacedLoad(
                bundle.client(), CONNECTIONS, PER_SECOND, "1 before", signedWith(0));
    }

    @AfterEach
    void stop() throws Exception {
        bundle.close();
        broker.close();
        if (load != null) {
            load.close();
        }
    }

    @Test
    void noCallbackIsRefusedInAnyStepAndEachIsOnItsQueueOnce() throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        int rotations = 0;
        do {
            rotate(rotations++);
        } while (System.nanoTime() < end);
        List<Sent> sent = load.finish();
        LoadVerdict verdict = LoadVerdict.of(sent, List.of(), broker.connectionFactory());
        System.out.println(rotations + " rotations\n" + LoadTable.of(
                sent, "verified by", verifiedBy(sent)) + "\n" + verdict);

        assertThat(sent).filteredOn(each -> !each.isAccepted()).isEmpty();
        verdict.assertClean();
        for (String account : List.of("", ACCOUNT)) {
            assertThat(callback(account, rotations)).as("the new one").isEqualTo(200);
            assertThat(callback(account, rotations - 1)).as("the old one").isEqualTo(401);
        }
        // The kubelet's links lead nowhere for a moment; by hand there is nothing to tell.
        assertThat(bundle.log().lines()).noneMatch(line ->
                line.contains("ERROR") && !line.contains(ACCOUNT));
    }

    private void rotate(int number) throws Exception {
        step("1 before", signedWith(number));
        load.last(STEP);
        assertThat(lastVerifiedBy()).containsExactly("current", ACCOUNT + "/current");

        refuseStranger();
        ofDefault.addNext(of("", number + 1));
        ofAccount.addNext(of(ACCOUNT, number + 1));
        step("2 next is there: either signs", signedWith(number, number + 1));
        load.last(STEP);

        step("3 activated: the new one signs", signedWith(number + 1));
        load.last(STEP);
        assertThat(lastVerifiedBy()).containsExactly("next", ACCOUNT + "/next");

        step("4 moved up", signedWith(number + 1));
        refuseStranger();
        ofDefault.moveUp();
        ofAccount.moveUp();
        load.last(STEP);
        step("5 some come late: either signed", signedWith(number + 1, number));
        awaitGone("next", number);
        load.last(STEP);
        step("6 the old one signs nothing more", signedWith(number + 1));
        VerifiedBy before = VerifiedBy.read(bundle.metrics());
        load.last(STEP);
        assertThat(lastVerifiedBy()).containsExactly("current", ACCOUNT + "/current");
        assertThat(VerifiedBy.read(bundle.metrics()).since(before))
                .as("what an operator sees before removing it")
                .containsOnlyKeys("current", ACCOUNT + "/current");

        step("7 previous is removed", signedWith(number + 1));
        ofDefault.removePrevious();
        ofAccount.removePrevious();
        awaitGone("previous", number);
        load.last(STEP);
    }

    /** From here on KORE signs so. Returns when all that is under way is of this step. */
    private void step(String next, Map<String, List<String>> secrets) throws Exception {
        load.step(next, secrets);
        load.last(Duration.ZERO);
    }

    private List<String> lastVerifiedBy() throws Exception {
        VerifiedBy now = VerifiedBy.read(bundle.metrics());
        return List.of(now.last(""), now.last(ACCOUNT + "/"));
    }

    /** Has the files read: what changes in the next moment was not there yet. */
    private void refuseStranger() throws Exception {
        assertThat(bundle.client().withSecret("a stranger's").withNewToken().status())
                .isEqualTo(401);
    }

    /** In each rotation so far, for both. */
    private void awaitGone(String secret, int number) throws Exception {
        refuseStranger();
        await().atMost(PATIENCE).until(() -> bundle.log().lines()
                .filter(line -> line.endsWith("is gone: it does not verify any more")
                        && line.contains(secret + "'")).count() == 2L * (number + 1));
    }

    /** For each step which secrets verified what was sent in it, by the journal. */
    private Map<String, String> verifiedBy(List<Sent> sent) throws Exception {
        Map<String, String> labels = JournalRows.secretLabels(directory);
        Map<String, Map<String, Long>> steps = sent.stream().filter(Sent::isAccepted).collect(
                Collectors.groupingBy(Sent::step, Collectors.groupingBy(
                        each -> labels.get(each.callback().token()).replace(ACCOUNT, "AC"),
                        TreeMap::new, Collectors.counting())));
        return steps.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                step -> step.getValue().entrySet().stream().map(Object::toString)
                        .collect(Collectors.joining(", ")).replace('=', ' ')));
    }

    private int callback(String account, int number) throws Exception {
        return bundle.client().withSecret(of(account, number)).withBody(
                KoreClient.body("active").replace(KoreClient.ACCOUNT,
                        account.isEmpty() ? KoreClient.ACCOUNT : account)).withNewToken().status();
    }

    private static String of(String account, int number) {
        return "secret-" + number + "-of-" + account;
    }

    private static Map<String, List<String>> signedWith(int... numbers) {
        return Map.of(KoreClient.ACCOUNT, secrets("", numbers),
                ACCOUNT, secrets(ACCOUNT, numbers));
    }

    private static List<String> secrets(String account, int... numbers) {
        return Arrays.stream(numbers).mapToObj(number -> of(account, number)).toList();
    }
}
