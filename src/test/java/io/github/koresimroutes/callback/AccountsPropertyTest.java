package io.github.koresimroutes.callback;

import static io.github.koresimroutes.callback.CallbackScenario.URL;
import static io.github.koresimroutes.callback.CallbackScenario.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** With several accounts, a secret proves its own and never another one. */
class AccountsPropertyTest {

    private static final List<String> SIDS = List.of(
            "AC" + "a1".repeat(16), "AC" + "B2".repeat(16), "AC" + "c3".repeat(16));
    private static final String DEFAULT = "default";
    private static final CallbackReader READER =
            new CallbackReader(Set.of(), CallbackScenario.ANY_DATE);

    /** An account as a body names it: the SID, in any case, with space around it. */
    record Named(String sid, boolean upperCase, String before, String after) {

        String text() {
            return before + (upperCase ? sid.toUpperCase() : sid.toLowerCase()) + after;
        }
    }

    @Property(tries = 1500)
    @StatisticsReport(StatisticsReportMode.OFF)
    void aFormIsTakenOnlyFromItsOwnAccountsSecret(@ForAll("owners") Set<String> owners,
            @ForAll("owner") String signer, @ForAll("named") List<Named> named,
            @ForAll Random random) {
        List<Named> atMostOne = named.subList(0, Math.min(1, named.size()));
        String body = "SimStatus=active" + atMostOne.stream().map(account -> "&AccountSid="
                + Bodies.Encoder.EVERYTHING.encode(account.text())).collect(Collectors.joining());
        Set<String> accounts = accountsOf(owners);
        boolean expected = atMostOne.isEmpty()
                ? signer.equals(DEFAULT) || accounts.size() == 1
                : isOwn(signer, accounts, atMostOne);
        collect(expected && owners.contains(signer),
                isTaken(owners, signer, body, MediaType.FORM, random));
    }

    @Property(tries = 1500)
    @StatisticsReport(StatisticsReportMode.OFF)
    void jsonIsTakenOnlyIfEveryAccountInItIsTheSecretsOwn(@ForAll("owners") Set<String> owners,
            @ForAll("owner") String signer, @ForAll("named") List<Named> named,
            @ForAll("around") String around, @ForAll Random random) {
        String body = named.stream().map(account ->
                String.format(around, JsonOracle.quoted(account.text())))
                .collect(Collectors.joining(",", "[", "]"));
        collect(isOwn(signer, accountsOf(owners), named) && owners.contains(signer),
                isTaken(owners, signer, body, MediaType.JSON, random));
    }

    @Provide
    Arbitrary<Set<String>> owners() {
        return owner().set().ofMinSize(1);
    }

    @Provide
    Arbitrary<String> owner() {
        List<String> owners = new ArrayList<>(SIDS.subList(0, 2));
        owners.add(DEFAULT);
        return Arbitraries.of(owners);
    }

    @Provide
    Arbitrary<List<Named>> named() {
        Arbitrary<String> space = Arbitraries.of("", "", " ", "\t", "\n", "\r\n");
        return Combinators.combine(Arbitraries.of(SIDS), Arbitraries.of(true, false), space, space)
                .as(Named::new).list().ofMaxSize(3);
    }

    @Provide
    Arbitrary<String> around() {
        return Arbitraries.of("{\"AccountSid\":%s}", "{\"account_sid\":%s,\"a\":null}",
                "{\"data\":{\"x\":[1,{\"account_sid\":%s}]}}", "{\"Account\\u0053id\" : %s}");
    }

    private static Set<String> accountsOf(Set<String> owners) {
        return owners.stream().filter(SIDS::contains).collect(Collectors.toSet());
    }

    /** The rule: the default secret is of those accounts that have none of their own. */
    private static boolean isOwn(String signer, Set<String> accounts, List<Named> named) {
        return named.stream().map(Named::sid).allMatch(sid ->
                signer.equals(DEFAULT) ? !accounts.contains(sid) : signer.equals(sid));
    }

    private static void collect(boolean expected, boolean taken) {
        assertThat(taken).isEqualTo(expected);
        Statistics.collect(taken);
        Statistics.coverage(kinds -> {
            kinds.check(true).percentage(share -> share > 1);
            kinds.check(false).percentage(share -> share > 1);
        });
    }

    private static boolean isTaken(Set<String> owners, String signer, String body,
            String contentType, Random random) {
        List<Secret> secrets = new ArrayList<>();
        for (String owner : owners) {
            String account = owner.equals(DEFAULT) ? null : owner;
            secrets.add(Secret.of(account, "current", "secret of " + owner));
            secrets.add(Secret.of(account, "next", "next of " + owner));
        }
        Collections.shuffle(secrets, random);
        CallbackScenario request = valid().withContentTypes(contentType)
                .withUnsignedBody(Bodies.bytes(body)).withSignatures(SignatureOracle.sign(
                        (random.nextBoolean() ? "secret of " : "next of ") + signer,
                        "POST", URL, body));
        try {
            READER.read(new CallbackVerifier(TestEndpoints.of(URL), TestSecrets.of(secrets))
                    .verify(request.request()));
            return true;
        } catch (CallbackRefusedException e) {
            assertThat(e.refusal().reason()).isEqualTo(Refusal.SIGNATURE_WRONG.reason());
            return false;
        }
    }
}
