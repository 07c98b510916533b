package io.github.koresimroutes.picture;

import io.github.koresimroutes.picture.Chart.Exit;
import io.github.koresimroutes.picture.Chart.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RollbackDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.WhenDefinition;

/** Draws the way that an exchange takes through a route. */
final class RouteFlow {

    private final Chart chart;

    RouteFlow(Chart chart) {
        this.chart = chart;
    }

    String draw(RouteDefinition route) {
        String begin = chart.endpoint(route.getInput(), route.getRouteId(),
                route.getInput().getEndpointUri(), List.of());
        steps(route.getOutputs(), route.getRouteId(), after(begin));
        return chart.text();
    }

    private List<Exit> steps(
            List<? extends ProcessorDefinition<?>> steps, String path, List<Exit> from) {
        List<Exit> exits = from;
        for (int i = 0; i < steps.size(); i++) {
            exits = step(steps.get(i), path + "_" + (i + 1), exits);
        }
        return exits;
    }

    private List<Exit> step(ProcessorDefinition<?> step, String path, List<Exit> from) {
        if (step instanceof ChoiceDefinition choice) {
            return choice(choice, path, from);
        }
        if (step instanceof FilterDefinition filter) {
            String node = chart.node(filter, path, Shape.CHOICE, named(filter, "filter"), from);
            List<Exit> exits = steps(filter.getOutputs(), path,
                    List.of(new Exit(node, condition(filter.getDescription(), filter))));
            return joined(exits, List.of(new Exit(node, "otherwise")));
        }
        if (step instanceof TryDefinition attempt) {
            return attempt(attempt, path, from);
        }
        if (step instanceof MulticastDefinition multicast) {
            String node = chart.node(step, path, Shape.STEP, named(step, "to each"), from);
            List<? extends ProcessorDefinition<?>> ways = multicast.getOutputs();
            for (int i = 0; i < ways.size(); i++) {
                step(ways.get(i), path + "_" + (i + 1), after(node));
            }
            return List.of(new Exit(node, "then"));
        }
        String node = step instanceof SendDefinition<?> send
                ? chart.endpoint(step, path, send.getEndpointUri(), from)
                : step instanceof ToDynamicDefinition dynamic
                        ? chart.endpoint(step, path, dynamic.getUri(), from)
                        : chart.node(step, path, Shape.STEP, label(step), from);
        if (step instanceof StopDefinition || step instanceof ThrowExceptionDefinition
                || step instanceof RollbackDefinition) {
            return List.of();
        }
        return step.getOutputs().isEmpty() ? after(node) : around(step, path, node);
    }

    /** A step that others are in, such as a split: they come, and then what is after it. */
    private List<Exit> around(ProcessorDefinition<?> step, String path, String node) {
        steps(step.getOutputs(), path, List.of(new Exit(node, "does")));
        return List.of(new Exit(node, "then"));
    }

    private List<Exit> choice(ChoiceDefinition choice, String path, List<Exit> from) {
        String node = chart.node(choice, path, Shape.CHOICE, named(choice, "choice"), from);
        List<Exit> exits = new ArrayList<>();
        int way = 0;
        for (WhenDefinition when : choice.getWhenClauses()) {
            exits.addAll(steps(when.getOutputs(), path + "_" + ++way,
                    List.of(new Exit(node, condition(when.getDescription(), when)))));
        }
        List<Exit> otherwise = List.of(new Exit(node, "otherwise"));
        exits.addAll(choice.getOtherwise() == null ? otherwise
                : steps(choice.getOtherwise().getOutputs(), path + "_otherwise", otherwise));
        return exits;
    }

    private List<Exit> attempt(TryDefinition attempt, String path, List<Exit> from) {
        String node = chart.node(attempt, path, Shape.STEP, named(attempt, "try"), from);
        List<Exit> exits = steps(attempt.getOutputsWithoutCatches(), path, after(node));
        int way = 0;
        if (attempt.getCatchClauses() != null) {
            for (CatchDefinition each : attempt.getCatchClauses()) {
                String label = "on " + String.join(", ", each.getExceptions().stream()
                        .map(name -> name.substring(name.lastIndexOf('.') + 1)).toList());
                exits = joined(exits, steps(each.getOutputs(), path + "_catch_" + ++way,
                        List.of(new Exit(node, label))));
            }
        }
        return attempt.getFinallyClause() == null ? exits
                : steps(attempt.getFinallyClause().getOutputs(), path + "_finally", exits);
    }

    private static List<Exit> after(String node) {
        return List.of(new Exit(node, ""));
    }

    private static List<Exit> joined(List<Exit> some, List<Exit> more) {
        List<Exit> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** As the file says it, without the signs around a whole simple expression's names. */
    private static String condition(String description, HasExpressionType node) {
        return description != null ? description
                : node.getExpressionType().getExpression().replaceAll("\\$\\{([^{}]+)}", "$1");
    }

    private static String named(ProcessorDefinition<?> step, String fallback) {
        return step.getDescription() != null ? step.getDescription()
                : step.hasCustomIdAssigned() ? step.getId() : fallback;
    }

    private static String label(ProcessorDefinition<?> step) {
        if (step.getDescription() != null) {
            return step.getDescription();
        }
        if (step instanceof ProcessDefinition process && process.getRef() != null) {
            return process.getRef();
        }
        String kind = step.getShortName().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        // setHeader[Tier], loop[constant{100}], log[message], or the expression alone.
        String label = step.getLabel()
                .replaceFirst("^" + step.getShortName() + "(\\[(.*)])?$", "$2")
                .replaceFirst("^[a-zA-Z]+\\{(.*)}$", "$1");
        return label.isEmpty() ? kind : kind + " " + label;
    }
}
