package io.github.koresimroutes.callback;

import static io.github.koresimroutes.callback.CallbackScenario.valid;
import static io.github.koresimroutes.callback.CallbackScenario.validJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret proves its own account, and no other. */
class SeveralAccountsTest {

    private static final String A = "AC" + "a1".repeat(16);
    private static final String B = "AC" + "b2".repeat(16);
    private static final String OTHER = "AC" + "c3".repeat(16);

    private static final Secret DEFAULT = Secret.of("current", "the-default");
    private static final Secret OF_A = Secret.of(A, "current", "secret-of-a");
    private static final Secret NEXT_OF_A = Secret.of(A, "next", "next-of-a");
    private static final Secret OF_B = Secret.of(B, "current", "secret-of-b");
    private static final SecretStore ALL = TestSecrets.of(List.of(DEFAULT, OF_A, NEXT_OF_A, OF_B));

    @Test
    void anAccountsSecretsVerifyItsOwnCallbacks() throws Exception {
        assertThat(read(form(A).signedWith("secret-of-a"), ALL).secretLabel())
                .isEqualTo(A + "/current");
        assertThat(read(form(A).signedWith("next-of-a"), ALL).secretLabel()).isEqualTo(A + "/next");
        assertThat(read(form(B).signedWith("secret-of-b"), ALL).secretLabel())
                .isEqualTo(B + "/current");
    }

    @Test
    void theDefaultSecretVerifiesAccountsWithoutAnEntry() throws Exception {
        assertThat(read(form(OTHER).signedWith("the-default"), ALL).secretLabel())
                .isEqualTo("current");
    }

    @Test
    void anAccountsSecretProvesNoOtherAccount() {
        assertOfAnother(form(A).signedWith("secret-of-b"), ALL);
        assertOfAnother(form(OTHER).signedWith("secret-of-b"), ALL);
        assertOfAnother(form("+").signedWith("secret-of-b"), ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "%S", "+%s", "%s%%0A", "%%20%S"})
    void theDefaultSecretNeverSignsForAnAccountWithAnEntryHoweverItsSidIsWritten(String spelling) {
        String sid = String.format(Locale.ROOT, spelling, A);

        assertOfAnother(form(sid).signedWith("the-default"), ALL);
    }

    @Test
    void theClientIsToldTheSameAsOfAWrongSignature() {
        assertThat(Refusal.SECRET_OF_ANOTHER_ACCOUNT.reason())
                .isEqualTo(Refusal.SIGNATURE_WRONG.reason());
        assertThat(Refusal.SECRET_OF_ANOTHER_ACCOUNT.status()).isEqualTo(401);
        assertThat(Refusal.SECRET_OF_ANOTHER_ACCOUNT.logged())
                .isEqualTo("signed with the secret of another account");
        assertThat(Refusal.SIGNATURE_WRONG.logged()).isEqualTo(Refusal.SIGNATURE_WRONG.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SimStatus=active", "SimStatus=active&AccountSid="})
    void aFormWithoutAnAccountNeedsASecretOfWhichItIsPlainWhoseItIs(String body) throws Exception {
        assertThat(read(valid().withBody(body).signedWith("the-default"), ALL)).isNotNull();
        assertRefused(valid().withBody(body).signedWith("secret-of-a"), ALL,
                Refusal.ACCOUNT_MISSING);

        SecretStore onlyA = TestSecrets.of(List.of(OF_A, NEXT_OF_A));
        assertThat(read(valid().withBody(body).signedWith("next-of-a"), onlyA)).isNotNull();
        SecretStore aAndDefault = TestSecrets.of(List.of(DEFAULT, OF_A));
        assertThat(read(valid().withBody(body).signedWith("secret-of-a"), aAndDefault)).isNotNull();
    }

    @Test
    void jsonWithoutAnAccountVerifiesWithEverySecret() throws Exception {
        for (String secret : List.of("the-default", "secret-of-a", "next-of-a", "secret-of-b")) {
            assertThat(read(json("[{\"account_sid\":null},{\"AccountSid\":\"\"}]")
                    .signedWith(secret), ALL)).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"AccountSid\":\"%s\"}", "[{\"data\":{\"account_sid\":\"%s\"}}]",
        "[{\"x\":1},{\"a\":[{\"AccountSid\":\"%s\"}]}]", "{\"Account\\u0053id\":\"%s\"}"})
    void jsonThatNamesAnAccountNeedsItsSecret(String document) throws Exception {
        CallbackScenario ofA = json(String.format(document, A));

        assertThat(read(ofA.signedWith("secret-of-a"), ALL)).isNotNull();
        assertOfAnother(ofA.signedWith("secret-of-b"), ALL);
        assertOfAnother(ofA.signedWith("the-default"), ALL);
        assertThat(read(json(String.format(document, OTHER)).signedWith("the-default"), ALL))
                .isNotNull();
    }

    /** A consumer may trim or normalise it, and take it for an account that has an entry. */
    @ParameterizedTest
    @ValueSource(strings = {"%C2%A0", "%00", "%E2%80%8B", "%EF%BB%BF", "0", "."})
    void theDefaultSecretSignsForNothingThatIsOnlyLikeASid(String more) throws Exception {
        assertOfAnother(form(A + more).signedWith("the-default"), ALL);
        assertOfAnother(form(more + OTHER).signedWith("the-default"), ALL);
        assertThat(read(form("any" + more).signedWith("the-default"),
                TestSecrets.of(List.of(Secret.of("current", "the-default")))))
                .as("where no account has an entry").isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"AccountSid\":[\"%s\"]}", "{\"account_sid\":{\"v\":\"%s\"}}",
        "{\"AccountSid\":17}", "{\"AccountSid\":true}", "{\"AccountSid\":{}}"})
    void jsonThatNamesAnAccountOtherwiseThanByTextIsNobodys(String document) throws Exception {
        for (String secret : List.of("secret-of-a", "the-default")) {
            assertOfAnother(json(String.format(document, A)).signedWith(secret), ALL);
        }
        assertThat(read(json("{\"AccountSid\":null}").signedWith("secret-of-a"), ALL)).isNotNull();
    }

    @Test
    void jsonThatNamesTwoAccountsNeedsBothToBeTheSecretsOwn() {
        assertOfAnother(json("[{\"AccountSid\":\"" + A + "\"},{\"AccountSid\":\"" + B + "\"}]")
                .signedWith("secret-of-a"), ALL);
    }

    @Test
    void anAccountIsKnownThatHasAnEntryOrOfWhichTheDefaultSecretIs() {
        assertThat(ALL.current().isKnown(A)).isTrue();
        assertThat(ALL.current().isKnown(OTHER)).isTrue();

        Secrets noDefault = TestSecrets.of(List.of(OF_A, OF_B)).current();
        assertThat(noDefault.isKnown(B)).isTrue();
        assertThat(noDefault.isKnown(OTHER)).isFalse();
    }

    @Test
    void whatIsNoFormIsRefusedAsSuchWhoeverSignedIt() {
        assertThatThrownBy(() -> read(valid().withBody("AccountSid=" + A + "&AccountSid=" + B)
                .signedWith("secret-of-b"), ALL)).hasMessage(Refusal.FORM_REPEATED.reason());
    }

    private static CallbackScenario form(String accountSid) {
        return valid().withBody("SimSid=HS1&SimStatus=active&AccountSid=" + accountSid);
    }

    private static CallbackScenario json(String document) {
        return validJson(document);
    }

    private static SimEvent read(CallbackScenario scenario, SecretStore secrets) throws Exception {
        return new CallbackReader(Set.of(), CallbackScenario.ANY_DATE).read(scenario.verify(secrets));
    }

    private static void assertOfAnother(CallbackScenario scenario, SecretStore secrets) {
        assertRefused(scenario, secrets, Refusal.SECRET_OF_ANOTHER_ACCOUNT);
    }

    private static void assertRefused(
            CallbackScenario scenario, SecretStore secrets, Refusal refusal) {
        assertThatThrownBy(() -> read(scenario, secrets))
                .isInstanceOfSatisfying(CallbackRefusedException.class, e ->
                        assertThat(e.refusal()).isEqualTo(refusal));
    }
}
