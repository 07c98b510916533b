package io.github.koresimroutes.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The two archives as they were packed, and the licences of what they hold. */
class DistributionIT {

    private static final String OURS = "kore-sim-routes";
    // The text of the first is LICENSE; the second needs none.
    private static final Set<String> WITHOUT_A_TEXT = Set.of("Apache-2.0", "CC0-1.0");

    private static Distribution distribution;

    @BeforeAll
    static void read() throws Exception {
        distribution = Distribution.zip();
    }

    @Test
    void bothArchivesHoldTheSame() throws Exception {
        Map<String, byte[]> other = Distribution.tarGz().files();

        assertThat(other.keySet()).isEqualTo(distribution.files().keySet());
        distribution.files().forEach((name, content) ->
                assertThat(other.get(name)).as(name).isEqualTo(content));
    }

    @Test
    void theListOfLicencesNamesEachJarAndNoOther() {
        Set<String> listed = new TreeSet<>(distribution.licences().keySet());
        listed.add(ours());

        assertThat(listed).isEqualTo(distribution.jars());
    }

    @Test
    void theTextOfEachLicenceComesAlong() throws Exception {
        assertThat(distribution.files()).containsKeys("LICENSE", "NOTICE",
                "licenses/EDL-1.0.txt", "licenses/EPL-2.0.txt");
        for (Map.Entry<String, Set<String>> jar : distribution.licences().entrySet()) {
            if (jar.getValue().stream().noneMatch(WITHOUT_A_TEXT::contains)
                    // It has no text in its jar, but licenses/EDL-1.0.txt is its.
                    && !jar.getKey().startsWith("istack-commons-runtime")) {
                assertThat(distribution.inJar(jar.getKey()))
                        .as(jar.getKey()).anyMatch(name -> name.startsWith("META-INF/LICENSE"));
            }
        }
    }

    /** For whoever takes the jar alone. */
    @Test
    void ourJarHoldsItsLicence() throws Exception {
        assertThat(distribution.inJar(ours())).contains("META-INF/LICENSE", "META-INF/NOTICE");
    }

    private static String ours() {
        return distribution.jars().stream().filter(name -> name.startsWith(OURS)).findFirst()
                .orElseThrow();
    }
}
