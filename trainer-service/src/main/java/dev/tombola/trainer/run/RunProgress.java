package dev.tombola.trainer.run;

import dev.tombola.ticket.event.EpochMetrics;
import dev.tombola.ticket.event.TrainingProgressed;
import dev.tombola.ticket.search.RunId;
import dev.tombola.vision.djl.training.TrainingListener;
import java.util.function.Consumer;

/** Turns what training says of a run into events. */
final class RunProgress implements TrainingListener {
    private final RunId run;
    private final String trainer;
    private final Consumer<TrainingProgressed> sink;

    RunProgress(RunId run, String trainer, Consumer<TrainingProgressed> sink) {
        this.run = run;
        this.trainer = trainer;
        this.sink = sink;
    }

    @Override
    public void progressed(int step, int steps, double loss) {
        sink.accept(new TrainingProgressed(run, trainer, step, steps, loss, null));
    }

    @Override
    public void epochEnded(int step, int steps, EpochMetrics epoch) {
        sink.accept(new TrainingProgressed(run, trainer, step, steps, epoch.loss(), epoch.validation()));
    }
}
