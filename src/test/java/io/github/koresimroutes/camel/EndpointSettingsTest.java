package io.github.koresimroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.koresimroutes.callback.Endpoint;
import io.github.koresimroutes.config.Defaults;
import io.github.koresimroutes.config.Settings;
import io.github.koresimroutes.config.SettingsException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointSettingsTest {

    private static final String A = "ACa1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1";
    private static final String B = "ACb2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2";
    private static final String NORTH = "kore.callback.endpoint.north.";
    private static final String SOUTH = "kore.callback.endpoint.south.";

    private final Map<String, String> values = new HashMap<>(Map.of(
            "kore.callback.secret", "x",
            NORTH + "path", "/north",
            NORTH + "url", "https://callbacks.example.com/north"));

    @Test
    void theDefaultEndpointAloneIsThereWithItsDefaults() {
        values.put("kore.callback.url", "https://callbacks.example.com/?tenant=1");

        assertThat(read()).containsExactly(new Endpoint("default", "/kore/sim-status",
                List.of("https://callbacks.example.com/"), Set.of(), Set.of("POST")));
    }

    @Test
    void theDefaultEndpointIsOptionalBesidesOthers() {
        assertThat(read("north")).containsExactly(new Endpoint("north", "/north",
                List.of("https://callbacks.example.com/north"), Set.of(), Set.of("POST")));

        values.put("kore.callback.url", "https://callbacks.example.com/all");
        assertThat(read("north")).extracting(Endpoint::name).containsExactly("default", "north");
    }

    @Test
    void everythingOfAnEndpointIsRead() {
        values.put(NORTH + "url", "https://a.example.com/1, https://b.example.com/2");
        values.put(NORTH + "accounts", A + "," + B.toUpperCase());
        values.put(NORTH + "methods", "get, POST");

        assertThat(read("north").get(0)).isEqualTo(new Endpoint("north", "/north",
                List.of("https://a.example.com/1", "https://b.example.com/2"), Set.of(A, B),
                Set.of("POST", "GET")));
    }

    @ParameterizedTest
    @CsvSource({"path, /other", "accounts, ACa1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1", "methods, GET"})
    void whatIsSetForTheDefaultEndpointAndHasNoEffectStopsTheStart(String key, String value) {
        values.put("kore.callback." + key, value);

        assertThatThrownBy(() -> read("north")).isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("kore.callback." + key + " is of the endpoint 'default'");
        values.put("kore.callback.url", "https://callbacks.example.com/all");
        assertThat(read("north")).hasSize(2);
    }

    @Test
    void whatIsMissingIsSaidAllAtOnce() {
        values.remove("kore.callback.secret");
        values.remove(NORTH + "url");

        assertThatThrownBy(() -> read("north")).isInstanceOf(SettingsException.class)
                .hasMessageContaining("kore.callback.secret is not set.")
                .hasMessageContaining(NORTH + "url is not set.");
        assertThatThrownBy(this::read).hasMessageContaining("kore.callback.url is not set.");
    }

    @Test
    void anEndpointNeedsItsPath() {
        values.remove(NORTH + "path");

        assertThatThrownBy(() -> read("north")).isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(NORTH + "path is not set.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"north", "/a//b", "/a/../b", "/.", "/a/:id", "/a/*", "/a/{id}", "/a?b",
        "/a b", "/a%20b", "//"})
    void aPathThatIsAPatternOrNeedsAnEscapeIsRefused(String path) {
        values.put(NORTH + "path", path);

        assertThatThrownBy(() -> read("north")).isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(NORTH + "path is wrong: it takes a path such as");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "/a/", "/kore/5f0c.9~_-Z"})
    void aPlainPathIsTaken(String path) {
        values.put(NORTH + "path", path);

        assertThat(read("north").get(0).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "/north,  https://b.example.com/2,                   path are the same path",
        "/north/, https://b.example.com/2,                   path are the same path",
        "/south,  https://callbacks.example.com/north,       url have the same URL",
        "/south,  https://callbacks.example.com/north?a=1,   url have the same URL",
        "/south,  https://callbacks.example.com/northern,    begins with",
        "/south,  https://callbacks.example.com/nor,         begins with"})
    void twoEndpointsMustDiffer(String path, String url, String message) {
        values.put(SOUTH + "path", path);
        values.put(SOUTH + "url", url);

        assertThatThrownBy(() -> read("north", "south")).isInstanceOf(SettingsException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"methods, PUT, methods is wrong", "methods, POST;GET, methods is wrong",
        "accounts, AC1, accounts is wrong", "url, callbacks.example.com, url is wrong"})
    void aWrongValueIsSaidWithItsKey(String key, String value, String message) {
        values.put(NORTH + key, value);

        assertThatThrownBy(() -> read("north")).isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(NORTH + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ","})
    void accountsThatNameNoneDoNotOpenTheEndpointToAll(String accounts) {
        values.put(NORTH + "accounts", accounts);

        assertThatThrownBy(() -> read("north")).isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(NORTH + "accounts names no account.");
    }

    @Test
    void noEndpointHasTheNameOfTheDefaultOne() {
        assertThatThrownBy(() -> read("default")).isInstanceOf(SettingsException.class)
                .hasMessageContaining("no endpoint may have this name");
    }

    @Test
    void anAccountOfAnEndpointNeedsASecret() {
        values.put(NORTH + "accounts", A);
        assertThat(read("north")).as("the default secret is of every account").hasSize(1);

        values.remove("kore.callback.secret");
        values.put("kore.callback.account." + B + ".secret", "of-b");
        assertThatThrownBy(() -> read(Set.of(B), "north")).isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(NORTH + "accounts names an account that has no secret.");
    }

    @Test
    void anAccountWithASecretNeedsAnEndpoint() {
        values.put(NORTH + "accounts", A);
        values.put("kore.callback.account." + B + ".secret", "of-b");
        assertThatThrownBy(() -> read(Set.of(B), "north")).isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("no endpoint takes the callbacks of an account that has a");

        values.put("kore.callback.url", "https://callbacks.example.com/all");
        assertThat(read(Set.of(B), "north")).hasSize(2);
    }

    private List<Endpoint> read(String... names) {
        return read(Set.of(), names);
    }

    private List<Endpoint> read(Set<String> accounts, String... names) {
        Properties defaults = Defaults.load();
        return CallbackSettings.read(new Settings(key -> Optional.ofNullable(
                        values.getOrDefault(key, defaults.getProperty(key)))),
                accounts, new TreeSet<>(List.of(names))).endpoints();
    }
}
