package io.github.koresimroutes.check;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.tooling.model.DataFormatModel;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Whether the jars are there of steps that Camel has in jars of their own. */
final class ModuleCheck {

    private static final Set<String> STEPS = Set.of("marshal", "unmarshal");
    /** Several do the same: Camel takes this one, unless another is named. */
    private static final String DEFAULT = "jackson";

    private final CamelCatalog catalog = new DefaultCamelCatalog();
    private final Known known;
    private final Findings findings;

    ModuleCheck(Known known, Findings findings) {
        this.known = known;
        this.findings = findings;
    }

    void check(Step step) {
        if (STEPS.contains(step.name())) {
            YamlFile.pairs(step.node()).forEach(pair -> dataFormat(step, pair));
        } else if (step.name().equals("circuitBreaker")
                && !known.has("model", "CircuitBreakerDefinition")) {
            findings.error("missing-step", step.file(), step.key(),
                    "the step 'circuitBreaker' is not there", put("camel-resilience4j",
                            catalog.getCatalogVersion()));
        }
    }

    private void dataFormat(Step step, NodeTuple pair) {
        String name = YamlFile.key(pair);
        List<DataFormatModel> formats = catalog.findDataFormatNames().stream()
                .map(catalog::dataFormatModel).filter(model -> name.equals(model.getModelName()))
                .toList();
        String library = YamlFile.childText(pair.getValueNode(), "library").orElse(DEFAULT)
                .toLowerCase(Locale.ROOT);
        List<DataFormatModel> named = formats.stream()
                .filter(model -> formats.size() == 1 || model.getName().equals(library)).toList();
        for (DataFormatModel model : named) {
            String type = model.getJavaType().replace('.', '/') + ".class";
            if (known.loader().getResource(type) == null) {
                findings.error("missing-data-format", step.file(), pair.getKeyNode(),
                        "the data format '" + name + "' is not there",
                        put(model.getArtifactId(), model.getVersion()));
            }
        }
    }

    private static String put(String artifact, String version) {
        return "Put " + artifact + "-" + version + ".jar into lib/, with all that it needs.";
    }
}
