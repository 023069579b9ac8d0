package dev.tombola.vision.djl.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.tombola.vision.batch.Batch;
import dev.tombola.vision.batch.Batches;

/** For tests that give every step its own loss. */
final class NoObjective implements ObjectiveFunction {
    @Override
    public Batches batches(long first) {
        throw new UnsupportedOperationException("there are no batches");
    }

    @Override
    public NDArray loss(int step, Batch batch, NDArray leaf, NDManager scope) {
        throw new UnsupportedOperationException("there is no loss");
    }
}
