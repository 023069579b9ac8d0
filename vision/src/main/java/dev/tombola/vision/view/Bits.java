package dev.tombola.vision.view;

import org.apache.commons.rng.UniformRandomProvider;

/** SplitMix64, which can be started anew without a new object. */
final class Bits implements UniformRandomProvider {
    private long state;

    void startAt(long bits) {
        state = bits;
    }

    @Override
    public long nextLong() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    boolean happens(double probability) {
        return nextDouble() < probability;
    }

    /** Evenly between the two. */
    double between(double low, double high) {
        return low + (high - low) * nextDouble();
    }
}
