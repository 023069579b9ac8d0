package dev.tombola.trainer.run;

import dev.tombola.vision.djl.training.Assignment;
import dev.tombola.vision.djl.training.CancelledException;
import dev.tombola.vision.djl.training.Checkpoint;
import dev.tombola.vision.djl.training.DivergedException;
import dev.tombola.vision.djl.training.RunControl;
import dev.tombola.vision.djl.training.Trained;
import dev.tombola.vision.djl.training.Training;
import dev.tombola.vision.djl.training.TrainingListener;
import org.jspecify.annotations.Nullable;

/** What takes the steps: {@link Training}, or in the simulation what needs no seconds for them. */
@FunctionalInterface
public interface Engine {
    /**
     * From the first step, or from a checkpoint, to the test.
     *
     * @throws CancelledException once the control stops it
     * @throws DivergedException when the loss is no longer finite
     */
    Trained run(Assignment assignment, @Nullable Checkpoint from, TrainingListener listener, RunControl control);
}
