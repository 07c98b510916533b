package io.github.koresimroutes.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What sbom.json says is true of the archive that it is in. */
class SbomIT {

    private static Distribution distribution;
    private static JsonNode sbom;

    @BeforeAll
    static void read() throws Exception {
        distribution = Distribution.zip();
        byte[] content = distribution.file("sbom.json");
        // Maven makes none without a network. What is released is built with one.
        assumeThat(content == null
                && System.getProperty("kore.maven").equals("offline: true")).isFalse();
        assertThat(content).as("sbom.json").isNotNull();
        sbom = new ObjectMapper().readTree(content);
    }

    @Test
    void itNamesEachJarAndNoOther() {
        Set<String> named = new TreeSet<>(components().keySet());
        named.add(jar(sbom.at("/metadata/component")));

        assertThat(named).isEqualTo(distribution.jars());
    }

    @Test
    void itTellsEachJarsVersionPurlHashAndLicence() throws Exception {
        for (Map.Entry<String, JsonNode> each : components().entrySet()) {
            JsonNode component = each.getValue();
            assertThat(component.path("purl").asText()).as(each.getKey()).isEqualTo("pkg:maven/"
                    + component.path("group").asText() + "/" + component.path("name").asText()
                    + "@" + component.path("version").asText() + "?type=jar");
            assertThat(hash(component)).as(each.getKey())
                    .isEqualTo(sha256(distribution.file("lib/" + each.getKey())));
            assertThat(component.path("licenses")).as(each.getKey()).isNotEmpty();
        }
    }

    /** Or two builds of the same source would differ. */
    @Test
    void itTellsNoTime() {
        assertThat(sbom.at("/metadata/timestamp").isMissingNode()).isTrue();
    }

    private static Map<String, JsonNode> components() {
        Map<String, JsonNode> found = new TreeMap<>();
        sbom.path("components").forEach(component ->
                assertThat(found.put(jar(component), component)).isNull());
        return found;
    }

    private static String jar(JsonNode component) {
        return component.path("name").asText() + "-" + component.path("version").asText() + ".jar";
    }

    private static String hash(JsonNode component) {
        for (JsonNode hash : component.path("hashes")) {
            if (hash.path("alg").asText().equals("SHA-256")) {
                return hash.path("content").asText();
            }
        }
        return null;
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
