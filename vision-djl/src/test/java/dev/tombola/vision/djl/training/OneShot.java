package dev.tombola.vision.djl.training;

import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Weights;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Masks for tests: the smallest weights removed, 20 % of those left in each round (paper 1.3). */
final class OneShot {
    private OneShot() {}

    static MaskLayout layout(Network network) {
        return new MaskLayout(network.prunable().stream()
                .map(parameter -> new MaskLayout.Tensor(parameter.name(), parameter.shape()))
                .toList());
    }

    static Mask mask(Network network, Weights weights, int rounds) {
        var layout = layout(network);
        var magnitudes = magnitudes(network, weights);
        int alive = magnitudes.length;
        for (int round = 0; round < rounds; round++) {
            alive -= (int) Math.rint(0.2 * alive);
        }
        var kept = Mask.dense(layout).bits();
        IntStream.range(0, magnitudes.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> magnitudes[i]))
                .limit(magnitudes.length - alive)
                .forEach(kept::clear);
        return Mask.keeping(layout, kept);
    }

    private static double[] magnitudes(Network network, Weights weights) {
        return network.prunable().stream()
                .flatMapToDouble(parameter -> {
                    var values = weights.values(parameter.name());
                    return IntStream.range(0, values.length).mapToDouble(i -> Math.abs(values[i]));
                })
                .toArray();
    }
}
