package dev.tombola.vision.djl.training;

import dev.tombola.ticket.search.Objective;
import dev.tombola.vision.batch.Epochs;
import dev.tombola.vision.djl.DjlNetwork;
import dev.tombola.vision.random.Randomness;

/** From what a recipe says is learned to what does it: a new one is a class and a case here. */
final class ObjectiveFunctions {
    private ObjectiveFunctions() {}

    static ObjectiveFunction of(Assignment assignment, Epochs epochs, DjlNetwork network) {
        var objective = assignment.recipe().objective();
        if (objective == null) {
            return new Classification(assignment, epochs, network);
        }
        var pairs = new ViewPairs(assignment, epochs, network, assignment.views(), objective.normGroups());
        return switch (objective.name()) {
            case SIMCLR ->
                new NtXent(
                        pairs,
                        network,
                        objective.temperature(),
                        objective.form() == null ? Objective.Form.STANDARD : objective.form());
            case MOCO ->
                new MomentumContrast(
                        pairs,
                        network,
                        Randomness.of(assignment.seed()).child("moco"),
                        objective.temperature(),
                        given(objective.keyMomentum()),
                        given(objective.queue()),
                        objective.dimensions());
        };
    }

    /** MoCo has them, by its record. */
    private static <T> T given(@org.jspecify.annotations.Nullable T value) {
        return java.util.Objects.requireNonNull(value);
    }
}
