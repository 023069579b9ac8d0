package dev.tombola.vision.djl;

import dev.tombola.vision.djl.training.Assignment;
import dev.tombola.vision.djl.training.RunControl;
import dev.tombola.vision.djl.training.Trained;
import dev.tombola.vision.djl.training.Training;
import dev.tombola.vision.djl.training.TrainingListener;
import java.time.Duration;

/** Compiles what the README shows. */
record ReadmeExample(Assignment assignment) {
    Trained train() {
        var engine = TorchEngine.start("cpu", 1);
        var training = new Training(engine, Duration.ofSeconds(2));
        return training.run(assignment, null, TrainingListener.NONE, RunControl.NONE);
    }
}
