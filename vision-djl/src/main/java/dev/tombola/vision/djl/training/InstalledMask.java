package dev.tombola.vision.djl.training;

import ai.djl.ndarray.NDArray;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.vision.djl.DjlNetwork;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Parameter;
import dev.tombola.vision.network.Weights;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mask on a network's prunable tensors: by name, where its bits begin. */
final class InstalledMask {
    private final Mask mask;
    private final Map<String, Integer> starts = new HashMap<>();

    InstalledMask(Mask mask, Network network) {
        var own = new MaskLayout(network.prunable().stream()
                .map(parameter -> new MaskLayout.Tensor(parameter.name(), parameter.shape()))
                .toList());
        if (!mask.layout().equals(own)) {
            throw new IllegalArgumentException("the %s is not one of %s".formatted(mask, network.name()));
        }
        this.mask = mask;
        int start = 0;
        for (var tensor : own.tensors()) {
            starts.put(tensor.name(), start);
            start += tensor.size();
        }
    }

    /** The weights with +0.0 in every place that is pruned: multiplying would leave some −0.0. */
    Weights prune(Weights weights) {
        return Weights.of(
                weights.parameters(),
                parameter -> starts.containsKey(parameter.name())
                        ? zeroed(weights.values(parameter.name()).clone(), parameter.name())
                        : weights.values(parameter.name()));
    }

    /** 1 for every parameter that is trained, 0 for the pruned ones. */
    NDArray factors(DjlNetwork network) {
        return network.trainable().array(this::factors, network.memory());
    }

    /** Of every tensor that is trained, the norm of what is pruned: nothing but zeros once the weights are pruned. */
    NDArray prunedNorms(Weights unpruned, DjlNetwork network) {
        var parameters = network.trainable().parameters();
        var norms = new float[parameters.size()];
        for (int i = 0; i < norms.length; i++) {
            norms[i] = prunedNorm(
                    unpruned.values(parameters.get(i).name()), parameters.get(i).name());
        }
        try (var borrowed = network.memory().create(norms)) {
            return borrowed.duplicate();
        }
    }

    private float prunedNorm(float[] values, String name) {
        @Nullable Integer start = starts.get(name);
        double squares = 0;
        for (int i = 0; start != null && i < values.length; i++) {
            squares += mask.keeps(start + i) ? 0 : (double) values[i] * values[i];
        }
        return (float) Math.sqrt(squares);
    }

    private float[] factors(Parameter parameter) {
        var ones = new float[parameter.size()];
        Arrays.fill(ones, 1);
        return zeroed(ones, parameter.name());
    }

    /** Likewise of a copy of a tensor of the network's, under whatever name. */
    StateTensor prune(StateTensor copy, String tensor) {
        return new StateTensor(copy.name(), copy.shape(), zeroed(copy.values().clone(), tensor));
    }

    private float[] zeroed(float[] values, String tensor) {
        @Nullable Integer start = starts.get(tensor);
        if (start != null) {
            for (int i = 0; i < values.length; i++) {
                values[i] = mask.keeps(start + i) ? values[i] : 0;
            }
        }
        return values;
    }
}
