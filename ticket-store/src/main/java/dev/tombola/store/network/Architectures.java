package dev.tombola.store.network;

import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.ticket.search.Architecture;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.vision.data.TaskName;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Networks;
import dev.tombola.vision.network.Parameter;

/** From what a search says of a network to the network, and to the places of a mask's bits in it. */
public final class Architectures {
    /** A GiB as float32: what is larger is a slip, and would cost every service its memory. */
    private static final int MOST_WEIGHTS = 1 << 28;

    private Architectures() {}

    /**
     * The network of a search, for images of so many channels and a task of so many classes.
     *
     * @throws IllegalArgumentException when there is no such network, or it is too large
     */
    public static Network network(Architecture architecture, int channels, int classes) {
        var network = Networks.named(architecture.name(), architecture.options(), channels, classes);
        if (network.parameters().stream().mapToDouble(Architectures::size).sum() > MOST_WEIGHTS) {
            throw new IllegalArgumentException(
                    "%s of such options has more than %d weights".formatted(network.name(), MOST_WEIGHTS));
        }
        return network;
    }

    /** The network of a run: for its task's images, with the head that its recipe trains. */
    public static Network network(RunSpec spec) {
        return network(spec.network(), TaskName.parse(spec.task()), spec.recipe());
    }

    /** The network of a search, for a task's images, with the head that a recipe trains. */
    public static Network network(Architecture architecture, TaskName task, Recipe recipe) {
        var classifier = network(architecture, task.dataSet().shape().channels(), task.classCount());
        var objective = recipe.objective();
        return objective == null
                ? classifier
                : classifier.projecting(objective.hidden() == null ? 0 : objective.hidden(), objective.dimensions());
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
