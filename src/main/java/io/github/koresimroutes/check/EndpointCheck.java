package io.github.koresimroutes.check;

import io.github.koresimroutes.check.Endpoint.Option;
import io.github.koresimroutes.config.Similar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;
import org.apache.camel.util.StringHelper;
import org.snakeyaml.engine.v2.nodes.Node;

/** Whether Camel's catalogue knows the component of an endpoint, and what it is told. */
final class EndpointCheck {

    /** Any endpoint takes them, whatever the catalogue says. */
    private static final Set<String> ALWAYS =
            Set.of("synchronous", "basicPropertyBinding", "exchangePattern", "hash");

    private static final Pattern DURATION = Pattern.compile("[+-]?\\d+|(\\d+(\\.\\d+)?\\s*"
            + "(d(ays?)?|h(ours?)?|m(in(utes?)?)?|s(ec(onds?)?)?|ms|millis(econds)?)\\s*)+"
            + "|[+-]?p.*",
            Pattern.CASE_INSENSITIVE);

    private final CamelCatalog catalog = new DefaultCamelCatalog();
    private final Map<String, ComponentModel> models = new HashMap<>();
    private final Known known;
    private final Set<String> ownBeans;
    private final Findings findings;

    /** @param ownBeans the beans of the files: a component may be one of them */
    EndpointCheck(Known known, Set<String> ownBeans, Findings findings) {
        this.known = known;
        this.ownBeans = ownBeans;
        this.findings = findings;
    }

    void check(Endpoint endpoint) {
        String scheme = endpoint.scheme();
        if (endpoint.text().contains("?") && endpoint.step().field("parameters").isPresent()
                && endpoint.step().field("uri").isPresent()) {
            findings.error("options-twice", endpoint.step().file(), endpoint.at(),
                    "this has options behind the '?' and 'parameters', too",
                    "Move those behind the '?' below 'parameters'.");
        }
        if (scheme.isEmpty() || isBean(scheme) || scheme.equals("ref")
                || scheme.startsWith("#")) {
            return;
        }
        String component = Known.component(scheme);
        ComponentModel model = models.computeIfAbsent(component, catalog::componentModel);
        if (!known.has("component", component)) {
            missing(endpoint, model);
        }
        if (model != null) {
            options(endpoint, model);
        }
    }

    private boolean isBean(String scheme) {
        return ownBeans.contains(scheme) || known.beans().contains(scheme)
                || known.others().test(scheme);
    }

    private void missing(Endpoint endpoint, ComponentModel model) {
        String scheme = endpoint.scheme();
        YamlFile file = endpoint.step().file();
        if (model != null) {
            findings.error("missing-component", file, endpoint.at(), "the component '" + scheme
                    + "' is not there", "Put " + model.getArtifactId() + "-" + model.getVersion()
                    + ".jar into lib/, with all that it needs (`mvn dependency:copy-dependencies`"
                    + " lists it).");
            return;
        }
        String hint = Similar.hint(scheme, here());
        if (hint.isEmpty()) {
            hint = Similar.hint(scheme, catalog.findComponentNames());
        }
        findings.report(known.complete() || !hint.isEmpty(), "unknown-component", file,
                endpoint.at(), "unknown component"
                        + (endpoint.text().startsWith("{{") ? " in the setting"
                                : " '" + scheme + "'" + hint),
                hint.isEmpty() ? "Is its jar in lib/?" : "");
    }

    private List<String> here() {
        return catalog.findComponentNames().stream()
                .filter(name -> known.has("component", name)).toList();
    }

    private void options(Endpoint endpoint, ComponentModel model) {
        Map<String, EndpointOptionModel> byName = new HashMap<>();
        List<String> prefixes = new ArrayList<>();
        for (EndpointOptionModel option : model.getEndpointOptions()) {
            byName.put(option.getName().toLowerCase(Locale.ROOT), option);
            if (option.isMultiValue() && option.getPrefix() != null) {
                prefixes.add(option.getPrefix());
            }
        }
        endpoint.options().forEach((name, option) -> {
            EndpointOptionModel found =
                    byName.get(StringHelper.dashToCamelCase(name).toLowerCase(Locale.ROOT));
            if (found != null) {
                value(endpoint, found, option);
                side(endpoint, found, option);
            } else if (!ALWAYS.contains(name) && !model.isApi() && !model.isLenientProperties()
                    && !Endpoint.isOpen(name) && prefixes.stream().noneMatch(name::startsWith)) {
                List<String> names = model.getEndpointOptions().stream()
                        .map(EndpointOptionModel::getName).toList();
                findings.error("unknown-option", endpoint.step().file(), option.key(),
                        "unknown option '" + name + "' of " + endpoint.scheme()
                                + Similar.hint(name, names),
                        Similar.to(name, names).isPresent() ? ""
                                : "camel.apache.org/components, at " + endpoint.scheme()
                                + ", lists what it takes.");
            }
        });
        required(endpoint, model);
        wrongEnd(endpoint, model);
    }

    private void required(Endpoint endpoint, ComponentModel model) {
        if (model.isApi() || Endpoint.isOpen(endpoint.path())) {
            return;
        }
        for (EndpointOptionModel option : model.getEndpointOptions()) {
            boolean inPath = "path".equals(option.getKind()) && !endpoint.path().isEmpty();
            if (option.isRequired() && option.getDefaultValue() == null && !inPath
                    && !isGiven(endpoint, option.getName())) {
                findings.error("missing-option", endpoint.step().file(), endpoint.at(),
                        endpoint.scheme() + " lacks its option '" + option.getName() + "'",
                        "Add '" + option.getName() + ":' below 'parameters'.");
            }
        }
    }

    /** A misspelt or misplaced one is told by itself. */
    private static boolean isGiven(Endpoint endpoint, String option) {
        return endpoint.step().field(option).isPresent()
                || Similar.to(option, endpoint.options().keySet()).isPresent();
    }

    private void wrongEnd(Endpoint endpoint, ComponentModel model) {
        boolean consumes = endpoint.consumes();
        if (consumes ? model.isProducerOnly() : model.isConsumerOnly()) {
            findings.error("wrong-end", endpoint.step().file(), endpoint.at(), endpoint.scheme()
                    + (consumes ? " cannot be consumed from" : " cannot be sent to"),
                    "It goes " + (consumes ? "into a 'to'." : "into a 'from'."));
        }
    }

    private void side(Endpoint endpoint, EndpointOptionModel model, Option option) {
        String label = "," + (model.getLabel() == null ? "" : model.getLabel()) + ",";
        boolean consumer = label.contains(",consumer,");
        boolean producer = label.contains(",producer,");
        if (consumer != producer && consumer != endpoint.consumes()
                && !ALWAYS.contains(model.getName())) {
            findings.warning("idle-option", endpoint.step().file(), option.key(), "'"
                    + model.getName() + "' has no effect here: it is for "
                    + (consumer ? "'from'" : "steps that send") + " only", "Remove it.");
        }
    }

    private void value(Endpoint endpoint, EndpointOptionModel model, Option option) {
        String value = option.value().strip();
        if (value.isEmpty() || Endpoint.isOpen(value) || value.startsWith("#")
                || value.startsWith("RAW")) {
            return;
        }
        String takes = takes(model, value);
        if (!takes.isEmpty()) {
            findings.error("wrong-value", endpoint.step().file(), option.at(), "'"
                    + model.getName() + "' of " + endpoint.scheme()
                    + (isSetting(option.at()) || model.isSecret()
                            ? " is something else" : " is '" + value + "'"
                            + (model.getEnums() == null ? ""
                                    : Similar.hint(value, model.getEnums()))),
                    "It takes " + takes + ".");
        }
    }

    /** What a setting says may be secret, and is not shown. */
    private static boolean isSetting(Node text) {
        return String.valueOf(YamlFile.text(text)).contains("{{");
    }

    /** What an option takes, where the value is something else. */
    private static String takes(EndpointOptionModel model, String value) {
        if (model.getEnums() != null && !model.getEnums().isEmpty()) {
            return model.getEnums().stream().anyMatch(each -> plain(each).equals(plain(value)))
                    ? "" : String.join(", ", model.getEnums());
        }
        return switch (String.valueOf(model.getType())) {
            case "boolean" -> value.matches("(?i)true|false") ? "" : "true or false";
            case "integer" -> value.matches("[+-]?\\d+") ? "" : "a whole number";
            case "number" -> value.matches("[+-]?\\d*\\.?\\d+") ? "" : "a number";
            case "duration" -> DURATION.matcher(value).matches() ? ""
                    : "a time such as 500, 2s or 1m30s";
            default -> "";
        };
    }

    private static String plain(String value) {
        return value.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }
}
