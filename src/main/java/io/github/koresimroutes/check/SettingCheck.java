package io.github.koresimroutes.check;

import io.github.koresimroutes.config.Similar;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Whether the settings are there that routes name: {@code {{kore.queue.active}}}. */
final class SettingCheck {

    /** One without a default, that is not optional and no function: those have a colon. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}?:]+)}}");
    /** The bundle tells it where it runs. */
    private static final String JOURNAL_ID = "kore-journal-id";
    /** Prose for people, where Camel may resolve what is named, but need not. */
    private static final Set<String> PROSE = Set.of("description", "note");

    private final Known known;
    private final Findings findings;

    SettingCheck(Known known, Findings findings) {
        this.known = known;
        this.findings = findings;
    }

    void check(Flow flow) {
        Walk.fields(flow.node(), flow.kind(), (below, pair) -> {
            if (!PROSE.contains(YamlFile.key(pair))) {
                texts(flow, pair);
            }
        });
    }

    private void texts(Flow flow, NodeTuple pair) {
        text(flow, pair.getValueNode());
        YamlFile.elements(pair.getValueNode()).forEach(each -> text(flow, each));
    }

    private void text(Flow flow, Node node) {
        String text = YamlFile.text(node);
        if (text == null) {
            return;
        }
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            String key = placeholder.group(1).strip().replaceFirst("^!", "");
            if (!flow.parameters().contains(key) && !JOURNAL_ID.equals(key)
                    && known.value(key) == null) {
                unknown(flow, node, key, placeholder.group());
            }
        }
    }

    private void unknown(Flow flow, Node node, String key, String shown) {
        boolean own = key.startsWith("kore.") || key.startsWith("custom.");
        Set<String> all = new HashSet<>(known.settings().keySet());
        all.addAll(flow.parameters());
        String hint = Similar.hint(key, all);
        if (!known.complete() && !own && hint.isEmpty()) {
            return;
        }
        Position at = Position.of(flow.file(), node, shown);
        findings.add(Finding.error("unknown-setting", flow.file().file(), at.line(), at.column(),
                "unknown setting " + key + hint,
                "Add it to config/application.properties: " + key + " = ..., or give it a default:"
                        + " {{" + key + ":...}}."));
    }
}
