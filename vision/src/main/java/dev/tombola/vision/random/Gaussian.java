package dev.tombola.vision.random;

import java.util.function.DoubleSupplier;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Marsaglia's polar method. Written here, in {@link StrictMath}, because the samplers of Commons RNG call {@link Math},
 * whose logarithm may differ in its last bit between processors.
 */
final class Gaussian implements DoubleSupplier {
    private final UniformRandomProvider uniform;
    private double spare = Double.NaN;

    Gaussian(UniformRandomProvider uniform) {
        this.uniform = uniform;
    }

    @Override
    public double getAsDouble() {
        if (!Double.isNaN(spare)) {
            double value = spare;
            spare = Double.NaN;
            return value;
        }
        double x;
        double y;
        double square;
        do {
            x = 2 * uniform.nextDouble() - 1;
            y = 2 * uniform.nextDouble() - 1;
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        double scale = Math.sqrt(-2 * StrictMath.log(square) / square);
        spare = y * scale;
        return x * scale;
    }
}
