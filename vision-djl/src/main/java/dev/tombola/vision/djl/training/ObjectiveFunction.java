package dev.tombola.vision.djl.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.tombola.vision.batch.Batch;
import dev.tombola.vision.batch.Batches;
import java.util.List;
import java.util.Map;

/** What a network is trained to do: which batches it is shown, and what it loses on them. For one run. */
interface ObjectiveFunction {
    /** The run's batches, from one on; counted from 0. */
    Batches batches(long first);

    /**
     * The loss of a batch, a scalar through which gradients flow to the leaf.
     *
     * @param step of the run, from 1
     * @param leaf the network's parameters
     * @param scope memory of the step
     */
    NDArray loss(int step, Batch batch, NDArray leaf, NDManager scope);

    /** After the step's update, while its scope is open. */
    default void stepped() {}

    /** What the next step's loss depends on beside the network, as it is now. */
    default List<StateTensor> state() {
        return List.of();
    }

    /** Goes on with as much of another one's state as is there. */
    default void restore(Map<String, StateTensor> state) {}
}
