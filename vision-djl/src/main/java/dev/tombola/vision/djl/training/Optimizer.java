package dev.tombola.vision.djl.training;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** Moves all parameters of a network at once. What it remembers from step to step is its velocity and what it calls its own. */
interface Optimizer {
    /** One step; overwrites the gradient. */
    void update(NDArray gradient, double rate);

    /** v, of the weights' shape. */
    NDArray velocity();

    /** Lets it go on with another one's velocity, which is its own from then on. */
    void restore(NDArray velocity);

    /** What it remembers beside its velocity, by names of its own; often nothing. */
    default Map<String, float[]> own() {
        return Map.of();
    }

    /** Lets it go on with what another one called its own. */
    default void restoreOwn(Map<String, float[]> own) {
        if (!own.isEmpty()) {
            throw new IllegalArgumentException("%s is not remembered here".formatted(own.keySet()));
        }
    }
}
