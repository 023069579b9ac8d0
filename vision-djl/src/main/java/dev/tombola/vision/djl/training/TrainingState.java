package dev.tombola.vision.djl.training;

import dev.tombola.vision.network.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a training remembers beside the weights.
 *
 * @param velocity of the optimizer, for every trainable tensor; none where only other parts are handed on
 * @param own of the optimizer, {@code optimizer/NAME}, and of the objective, {@code objective/NAME}
 */
public record TrainingState(@Nullable Weights velocity, List<StateTensor> own) {
    private static final String OPTIMIZER = "optimizer/";
    private static final String OBJECTIVE = "objective/";

    public TrainingState {
        own = List.copyOf(own);
    }

    static TrainingState of(Weights velocity, List<StateTensor> optimizer, List<StateTensor> objective) {
        var own = new ArrayList<StateTensor>();
        optimizer.forEach(tensor -> own.add(tensor.called(OPTIMIZER + tensor.name())));
        objective.forEach(tensor -> own.add(tensor.called(OBJECTIVE + tensor.name())));
        return new TrainingState(velocity, own);
    }

    /** Only what has such a name, with the velocity or without. */
    public TrainingState only(boolean withVelocity, Predicate<String> chosen) {
        return new TrainingState(
                withVelocity ? velocity : null,
                own.stream().filter(tensor -> chosen.test(tensor.name())).toList());
    }

    Map<String, StateTensor> optimizer() {
        return below(OPTIMIZER);
    }

    Map<String, StateTensor> objective() {
        return below(OBJECTIVE);
    }

    private Map<String, StateTensor> below(String prefix) {
        var found = new HashMap<String, StateTensor>();
        for (var tensor : own) {
            if (tensor.name().startsWith(prefix)) {
                String name = tensor.name().substring(prefix.length());
                found.put(name, tensor.called(name));
            }
        }
        return found;
    }
}
