package dev.tombola.vision;

import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Parameter;
import dev.tombola.vision.network.Weights;
import java.nio.charset.StandardCharsets;
import java.util.function.DoubleUnaryOperator;

/** The tensors behind the golden values, rebuilt from their names; the formula is in the README beside the values. */
public record FormulaTensors(long seed) {
    public Weights of(Network network) {
        return Weights.of(network.parameters(), this::of);
    }

    public float[] of(Parameter parameter) {
        var shape = parameter.shape();
        return fill(
                parameter.name(),
                parameter.size(),
                switch (parameter.kind()) {
                    case CONVOLUTION_WEIGHT -> {
                        double fanOut = shape.getFirst() * shape.get(2) * shape.get(3);
                        yield u -> u * Math.sqrt(3) * Math.sqrt(2 / fanOut);
                    }
                    case NORM_WEIGHT -> u -> 0.5 + 0.1 * u;
                    case CONVOLUTION_BIAS, NORM_BIAS, LINEAR_BIAS, RUNNING_MEAN -> u -> 0.1 * u;
                    case RUNNING_VAR -> u -> 1 + 0.2 * u;
                    case LINEAR_WEIGHT -> u -> u / Math.sqrt(shape.getLast());
                });
    }

    /** Values in [-1, 1) for a tensor that is not a network's. */
    public float[] uniform(String name, int size) {
        return fill(name, size, u -> u);
    }

    private float[] fill(String name, int size, DoubleUnaryOperator value) {
        long start = fnv1a(name) + seed;
        var values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) value.applyAsDouble(u(start + i));
        }
        return values;
    }

    private static double u(long z) {
        z += 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return (z >>> 40) / (double) (1 << 23) - 1;
    }

    private static long fnv1a(String name) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return hash;
    }
}
