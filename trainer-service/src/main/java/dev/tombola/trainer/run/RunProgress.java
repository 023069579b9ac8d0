package dev.tombola.trainer.run;

import dev.tombola.ticket.event.TrainingProgressed;
import dev.tombola.ticket.run.EpochMetrics;
import dev.tombola.ticket.run.Fingerprint;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.Stretch;
import dev.tombola.vision.djl.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One attempt's way through a run: what is said of it, and how long it took. */
final class RunProgress implements TrainingListener {
    private final RunId run;
    private final String trainer;
    private final String attempt;
    private final Consumer<TrainingProgressed> sink;
    private final List<Stretch> before;
    private final Timepiece time;
    private final long start;

    /**
     * Begins now.
     *
     * @param before how the run came to the checkpoint that it goes on from
     */
    RunProgress(
            RunId run,
            String trainer,
            String attempt,
            List<Stretch> before,
            Consumer<TrainingProgressed> sink,
            Timepiece time) {
        this.run = run;
        this.trainer = trainer;
        this.attempt = attempt;
        this.before = before;
        this.sink = sink;
        this.time = time;
        this.start = time.nanos();
    }

    @Override
    public void begun(int step, int steps) {
        say(step, steps, null, null);
    }

    @Override
    public void progressed(int step, int steps, double loss) {
        say(step, steps, loss, null);
    }

    @Override
    public void epochEnded(int step, int steps, EpochMetrics epoch) {
        say(step, steps, epoch.loss(), epoch.validation());
    }

    /** How the run came to a step. */
    List<Stretch> stretches(int step, Fingerprint fingerprint) {
        int from = before.isEmpty() ? 0 : before.getLast().to();
        var all = new ArrayList<>(before);
        all.add(new Stretch(attempt, trainer, from, step, seconds(), fingerprint));
        return all;
    }

    private void say(int step, int steps, @Nullable Double loss, @Nullable Double validation) {
        sink.accept(new TrainingProgressed(run, trainer, attempt, seconds(), step, steps, loss, validation));
    }

    private double seconds() {
        return (time.nanos() - start) / 1e9;
    }
}
