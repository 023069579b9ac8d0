package dev.tombola.vision.network;

import dev.tombola.vision.network.Layer.Convolution;
import dev.tombola.vision.network.Layer.Linear;
import dev.tombola.vision.network.Parameter.Kind;
import dev.tombola.vision.random.Randomness;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * The values that fresh tensors start from (paper, section 2.1). Each depends on the seed and on the tensor's name and
 * layer alone, so a fresh head is the same whatever else was loaded.
 */
public final class Initialisation {
    private final Randomness randomness;

    public Initialisation(Randomness randomness) {
        this.randomness = randomness.child("initialisation");
    }

    public Weights of(Network network) {
        return Weights.of(network.parameters(), parameter -> of(network, parameter));
    }

    public float[] of(Network network, Parameter parameter) {
        var layer = network.nodes().stream()
                .map(Node::layer)
                .filter(owner -> owner.parameters().contains(parameter))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(network.name() + " has no " + parameter));
        return switch (layer) {
            case Convolution _ when parameter.kind() == Kind.CONVOLUTION_BIAS -> constant(parameter, false);
            // The paper's code replaces a stem for grey images after the others were drawn: PyTorch's default stays.
            case Convolution c when c.in() == 1 -> uniform(parameter, c.kernel() * c.kernel());
            case Convolution c -> normal(parameter, Math.sqrt(2.0 / (c.out() * c.kernel() * c.kernel())));
            case Linear linear -> uniform(parameter, linear.in());
            default ->
                constant(parameter, parameter.kind() == Kind.NORM_WEIGHT || parameter.kind() == Kind.RUNNING_VAR);
        };
    }

    /** Kaiming's for ReLU with fan out. */
    private float[] normal(Parameter parameter, double deviation) {
        var gaussian = randomness.child(parameter.name()).gaussian();
        return fill(parameter, () -> deviation * gaussian.getAsDouble());
    }

    /** PyTorch's default: within 1/sqrt(fan in). */
    private float[] uniform(Parameter parameter, int fanIn) {
        var generator = randomness.child(parameter.name()).generator();
        double bound = 1 / Math.sqrt(fanIn);
        return fill(parameter, () -> bound * (2 * generator.nextDouble() - 1));
    }

    private static float[] constant(Parameter parameter, boolean one) {
        var values = new float[parameter.size()];
        Arrays.fill(values, one ? 1 : 0);
        return values;
    }

    private static float[] fill(Parameter parameter, DoubleSupplier draw) {
        var values = new float[parameter.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) draw.getAsDouble();
        }
        return values;
    }
}
