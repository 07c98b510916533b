package io.github.koresimroutes.check;

import io.github.koresimroutes.check.Expressions.Expression;
import io.github.koresimroutes.config.Similar;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.LanguageValidationResult;
import org.apache.camel.tooling.model.LanguageModel;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Whether expressions can be read, and whether they ask for what events have. */
final class LanguageCheck {

    private static final Set<String> PREDICATES = Set.of("when", "filter", "validate", "handled",
            "continued", "retryWhile", "onWhen", "completionPredicate", "interceptFrom");
    /** Where they are not called as they are written. */
    private static final Map<String, String> BY_NAME = Map.of("method", "bean");
    /** Plain texts, and names of what is there at run time only. */
    private static final Set<String> CODE = Set.of("constant", "exchangeProperty", "variable",
            "ref", "method", "language", "tokenize", "xtokenize", "csimple", "java", "joor");
    /** What an event has, docs/message.md. */
    private static final Set<String> HEADERS = Set.of("SimSid", "SimStatus", "SimUniqueName",
            "AccountSid", "EventTime", "KoreIdempotencyToken", "KoreSequence", "KoreContract",
            "KoreFlags", "KorePossibleDuplicate", "KoreError");
    private static final Set<String> STATUSES = Set.of("new", "ready", "active", "inactive",
            "scheduled", "suspended", "deactivated", "canceled", "updating");
    private static final Pattern HEADER =
            Pattern.compile("\\$\\{(?:in\\.)?headers?[.:]([A-Za-z]\\w*)");
    private static final String SIM_STATUS = "\\$\\{(?:in\\.)?headers?[.:]SimStatus}";
    private static final Pattern STATUS = Pattern.compile(
            SIM_STATUS + "\\s*(==|=~|!=|!?in)\\s*(['\"])(.*?)\\2");
    private static final Pattern STATUS_BEHIND =
            Pattern.compile("(['\"])([^'\"]*)\\1\\s*(==|!=|=~)\\s*" + SIM_STATUS);

    private final CamelCatalog catalog = new DefaultCamelCatalog();
    private final Known known;
    private final Set<String> headers = new HashSet<>(HEADERS);
    private final Findings findings;

    /** @param flows all: a header that one of them sets is known */
    LanguageCheck(List<Flow> flows, Known known, Findings findings) {
        this.known = known;
        this.findings = findings;
        flows.stream().flatMap(flow -> flow.steps().stream())
                .filter(step -> step.name().startsWith("setHeader"))
                .forEach(step -> Walk.fields(step.node(), "", (below, pair) -> {
                    if (YamlFile.key(pair).equals("name")) {
                        headers.add(YamlFile.text(pair.getValueNode()));
                    }
                }));
    }

    void check(Flow flow) {
        String[] owner = {"", ""};
        Walk.fields(flow.node(), flow.kind(), (below, pair) -> {
            // Of `when: {expression: {simple: ...}}` it is the `when` that says what is asked for.
            owner[0] = below.equals("expression") ? owner[1] : below;
            if (YamlFile.key(pair).equals("expression")) {
                owner[1] = below;
            }
            if (isExpression(below, pair)) {
                expression(flow.file(), owner[0], Expressions.expression(pair));
            } else if ((below.equals("log") && YamlFile.key(pair).equals("message")
                    || below.equals("steps") && YamlFile.key(pair).equals("log"))
                    && YamlFile.text(pair.getValueNode()) != null) {
                simple(flow.file(), "log", pair.getValueNode());
            }
        });
    }

    /** Elsewhere such a name is a plain field: {@code ref} of {@code process}, for example. */
    private static boolean isExpression(String below, NodeTuple pair) {
        String name = YamlFile.key(pair);
        return !below.equals("parameters") && Expressions.LANGUAGES.contains(name)
                && (below.equals("expression") || PREDICATES.contains(below)
                        || name.equals("simple")
                        || YamlFile.child(pair.getValueNode(), "expression").isPresent());
    }

    private void expression(YamlFile file, String owner, Expression expression) {
        String language = expression.language();
        if (!known.has("language", BY_NAME.getOrDefault(language, language))
                && !language.equals("language")) {
            LanguageModel model = catalog.languageModel(BY_NAME.getOrDefault(language, language));
            if (model != null) {
                findings.error("missing-language", file, expression.key(), "the language '"
                        + language + "' is not there", "Put " + model.getArtifactId() + "-"
                        + model.getVersion() + ".jar into lib/, with all that it needs.");
            }
            return;
        }
        Node code = expression.code();
        if (code == null) {
            return;
        }
        if (language.equals("simple")) {
            simple(file, owner, code);
        } else if (language.equals("header")) {
            header(file, code, expression.text());
        } else {
            other(file, owner, language, code);
        }
    }

    /** The catalogue asks the language itself, where it can be asked. */
    private void other(YamlFile file, String owner, String language, Node code) {
        String text = known.resolve(YamlFile.text(code));
        if (CODE.contains(language) || Endpoint.isOpen(text)) {
            return;
        }
        LanguageValidationResult result = PREDICATES.contains(owner)
                ? catalog.validateLanguagePredicate(known.loader(), language, text)
                : catalog.validateLanguageExpression(known.loader(), language, text);
        if (!result.isSuccess()) {
            String error = String.valueOf(result.getShortError() == null
                    ? result.getError() : result.getShortError());
            // What a setting says may be secret, and is not shown.
            findings.error("expression-syntax", file, code, language + " cannot read this"
                    + (text.equals(YamlFile.text(code)) ? ": " + error.strip()
                            .replaceFirst("^([\\w.$]+Exception: )+", "")
                            .replaceAll("\\s+", " ") : ""), "");
        }
    }

    private void simple(YamlFile file, String owner, Node code) {
        String text = YamlFile.text(code);
        Matcher header = HEADER.matcher(text);
        while (header.find()) {
            header(file, code, header.group(1));
        }
        STATUS.matcher(text).results().forEach(found -> {
            for (String each : found.group(1).endsWith("in")
                    ? found.group(3).split(",") : new String[] {found.group(3)}) {
                status(file, code, each, found.group(1));
            }
        });
        STATUS_BEHIND.matcher(text).results()
                .forEach(found -> status(file, code, found.group(2), found.group(3)));
        String plain = known.resolve(text);
        // What is not known here is something that may stand there.
        String whole = plain.replaceAll("\\{\\{[^{}]*}}", "1");
        LanguageValidationResult result = PREDICATES.contains(owner)
                ? catalog.validateLanguagePredicate(known.loader(), "simple", whole)
                : catalog.validateLanguageExpression(known.loader(), "simple", whole);
        // Without a place it is something that only a running context has.
        if (!result.isSuccess() && result.getIndex() >= 0) {
            Position at = whole.equals(text)
                    ? Position.of(code, result.getIndex()) : Position.of(code);
            findings.add(Finding.error("simple-syntax", file.file(), at.line(), at.column(),
                    "simple cannot read this" + (whole.equals(text)
                            ? ": " + String.valueOf(result.getShortError()).strip() : ""),
                    "A condition is ${header.SimStatus} == 'active': operators with a blank on"
                            + " either side, texts in quotes, && and || between conditions."));
        }
    }

    private void header(YamlFile file, Node code, String name) {
        // What comes from HTTP has other headers.
        if (!file.file().isFixed() && headers.stream().noneMatch(name::equalsIgnoreCase)) {
            Similar.to(name, HEADERS).ifPresent(close -> {
                Position at = Position.of(file, code, name);
                findings.add(Finding.warning("unknown-header", file.file(), at.line(), at.column(),
                        "events have no header " + name + "; did you mean '" + close + "'?",
                        "docs/message.md lists them."));
            });
        }
    }

    private void status(YamlFile file, Node code, String name, String operator) {
        boolean known = operator.equals("=~")
                ? STATUSES.stream().anyMatch(name::equalsIgnoreCase) : STATUSES.contains(name);
        if (!known) {
            Similar.to(name, STATUSES).ifPresent(close -> {
                Position at = Position.of(file, code, name);
                findings.add(Finding.warning("unknown-status", file.file(), at.line(), at.column(),
                        "KORE knows no status '" + name + "'; did you mean '" + close + "'?",
                        "The status is compared letter by letter: docs/message.md lists them."));
            });
        }
    }
}
