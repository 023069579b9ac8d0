package dev.tombola.trainer.run;

import dev.tombola.store.network.WeightFile;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.vision.djl.training.StateTensor;
import dev.tombola.vision.djl.training.TrainingState;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Parameter;
import dev.tombola.vision.network.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a training remembers beside its weights, as safetensors: {@code velocity/NAME}, and what optimizer and objective call
 * their own, {@code optimizer/NAME} and {@code objective/NAME}; {@code head/NAME} where it stands alone.
 */
final class StateFile {
    static final String HEAD = "head/";

    private static final String VELOCITY = "velocity/";
    private static final List<String> OWN = List.of("optimizer/", "objective/");

    private StateFile() {}

    /** What a round leaves to the next: the head, and all that is remembered. */
    static void write(Path file, Network network, Weights last, TrainingState state) {
        var tensors = new ArrayList<TensorView>();
        var head = network.head();
        last.parameters().stream()
                .filter(parameter -> head.contains(parameter.name()))
                .forEach(parameter -> tensors.add(view(HEAD, parameter, last)));
        add(tensors, state);
        Safetensors.write(file, tensors, Map.of());
    }

    /** Appends what is remembered. */
    static void add(List<TensorView> tensors, TrainingState state) {
        var velocity = state.velocity();
        if (velocity != null) {
            velocity.parameters().forEach(parameter -> tensors.add(view(VELOCITY, parameter, velocity)));
        }
        state.own()
                .forEach(own -> tensors.add(TensorView.of(
                        own.name(),
                        own.values(),
                        own.shape().stream().mapToLong(Integer::longValue).toArray())));
    }

    /** What is remembered, for all that the network trains. */
    static TrainingState read(Safetensors file, Network network) {
        var trainable = network.parameters().stream()
                .filter(parameter -> parameter.kind().trainable())
                .toList();
        var velocity = Weights.of(
                trainable, parameter -> file.tensor(VELOCITY + parameter.name()).toFloats());
        return new TrainingState(
                velocity,
                WeightFile.floats(file).values().stream()
                        .filter(tensor -> OWN.stream().anyMatch(tensor.name()::startsWith))
                        .map(tensor -> new StateTensor(
                                tensor.name(),
                                tensor.shape().stream().map(Math::toIntExact).toList(),
                                tensor.toFloats()))
                        .toList());
    }

    private static TensorView view(String prefix, Parameter parameter, Weights weights) {
        return TensorView.of(
                prefix + parameter.name(),
                weights.values(parameter.name()),
                parameter.shape().stream().mapToLong(Integer::longValue).toArray());
    }
}
