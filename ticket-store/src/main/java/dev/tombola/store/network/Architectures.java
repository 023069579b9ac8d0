package dev.tombola.store.network;

import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.ticket.search.Architecture;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.vision.data.TaskName;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Networks;
import dev.tombola.vision.network.Parameter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From what a search says of a network to the network, and to the places of a mask's bits in it. */
public final class Architectures {
    /** A GiB as float32: what is larger is a slip, and would cost every service its memory. */
    private static final int MOST_WEIGHTS = 1 << 28;

    private static final int LARGEST_HEAD = 1 << 20;

    private Architectures() {}

    /**
     * The network of a search, for images of so many channels and a task of so many classes.
     *
     * @throws IllegalArgumentException when there is no such network, or it is too large
     */
    public static Network network(Architecture architecture, int channels, int classes) {
        return bounded(Networks.named(architecture.name(), architecture.options(), channels, classes), "options");
    }

    /** The network of a run: for its task's images, with the head that its recipe trains. */
    public static Network network(RunSpec spec) {
        return network(spec.network(), TaskName.parse(spec.task()), spec.recipe());
    }

    /**
     * The network of a search, for a task's images, with the head that a recipe trains.
     *
     * @throws IllegalArgumentException when there is no such network, or it is too large
     */
    public static Network network(Architecture architecture, TaskName task, Recipe recipe) {
        var classifier = network(architecture, task.dataSet().shape().channels(), task.classCount());
        var objective = recipe.objective();
        return objective == null
                ? classifier
                : bounded(
                        classifier.projecting(
                                objective.hidden() == null ? 0 : objective.hidden(), objective.dimensions()),
                        "a head");
    }

    /**
     * A classifier as somebody's tensors have it: with as many classes, or with a projection head; as it is where they have
     * neither.
     *
     * @param shapes of the tensors, by name
     */
    public static Network headed(Network classifier, Map<String, List<Long>> shapes) {
        String head = classifier.head().getFirst().replaceFirst("\\.weight$", "");
        int classes = outputs(shapes.get(head + ".weight"));
        int hidden = outputs(shapes.get(head + ".0.weight"));
        int dimensions = outputs(shapes.get(head + ".2.weight"));
        if (hidden > 0 && dimensions > 0) {
            return classifier.projecting(hidden, dimensions);
        }
        return classes > 0 ? classifier.classifying(classes) : classifier;
    }

    /** Of a linear layer; 0 for none. */
    private static int outputs(@Nullable List<Long> shape) {
        return shape == null || shape.size() != 2 ? 0 : Math.clamp(shape.getFirst(), 1, LARGEST_HEAD);
    }

    private static Network bounded(Network network, String culprit) {
        if (network.parameters().stream().mapToDouble(Architectures::size).sum() > MOST_WEIGHTS) {
            throw new IllegalArgumentException(
                    "%s of such %s has more than %d weights".formatted(network.name(), culprit, MOST_WEIGHTS));
        }
        return network;
    }

    /** Never overflows. */
    private static double size(Parameter parameter) {
        return parameter.shape().stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
    }

    /** Its prunable tensors, which depend neither on channels nor on classes: stem and head are never pruned. */
    public static MaskLayout layout(Architecture architecture) {
        return layout(network(architecture, 3, 10));
    }

    /** The network's prunable tensors in the order of its definition. */
    public static MaskLayout layout(Network network) {
        return new MaskLayout(network.prunable().stream()
                .map(parameter -> new MaskLayout.Tensor(parameter.name(), parameter.shape()))
                .toList());
    }
}
