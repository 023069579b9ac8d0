package dev.tombola.vision.djl.training;

import dev.tombola.vision.network.Weights;

/** Numbers of a run are no longer finite: trying again can not help. */
public final class DivergedException extends RuntimeException {
    public DivergedException(int step, double loss) {
        super("the loss is %s at step %d".formatted(loss, step));
    }

    private DivergedException(String tensor, int step) {
        super("%s holds a value that is not finite after step %d".formatted(tensor, step));
    }

    /** Throws if a weight, or a running statistic, is not finite. */
    static void check(int step, Weights weights) {
        for (var parameter : weights.parameters()) {
            for (float value : weights.values(parameter.name())) {
                if (!Float.isFinite(value)) {
                    throw new DivergedException(parameter.name(), step);
                }
            }
        }
    }
}
