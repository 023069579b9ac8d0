package dev.tombola.vision.djl.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tombola.ticket.run.EpochMetrics;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.vision.djl.TorchEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What a listener hears of a training, and how it is stopped. */
class TrainingUnderControlTest {
    private static final Training TRAINING = new Training(TorchEngine.start("cpu", 1), Duration.ZERO);

    @Test
    void tellsOfEveryEpochAndInBetween() {
        var heard = new ArrayList<String>();
        var listener = new TrainingListener() {
            @Override
            public void progressed(int step, int steps, double loss) {
                assertThat(loss).isPositive();
                heard.add("step %d of %d".formatted(step, steps));
            }

            @Override
            public void epochEnded(int step, int steps, EpochMetrics epoch) {
                assertThat(epoch.validation()).isBetween(0.0, 1.0);
                heard.add("epoch %d at step %d of %d".formatted(epoch.epoch(), step, steps));
            }
        };

        TRAINING.run(
                TinyTask.assignment(TinyTask.steps(6, Recipe.Testing.BEST), null), null, listener, RunControl.NONE);

        assertThat(heard)
                .containsExactly(
                        "step 1 of 6",
                        "step 2 of 6",
                        "step 3 of 6",
                        "epoch 1 at step 4 of 6",
                        "step 5 of 6",
                        "epoch 2 at step 6 of 6");
    }

    @Test
    void stopsWithinAStepOnceItIsCancelled() {
        var steps = new AtomicInteger();
        var listener = new TrainingListener() {
            @Override
            public void progressed(int step, int all, double loss) {
                steps.set(step);
            }
        };

        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> TRAINING.run(
                        TinyTask.assignment(TinyTask.recipe(), null), null, listener, stopOnce(() -> steps.get() == 3)))
                .withMessage("cancelled after step 3");
    }

    @Test
    void stopsBetweenBatchesWhileItMeasuresToo() {
        var measuring = new AtomicBoolean();
        var listener = new TrainingListener() {
            @Override
            public void epochEnded(int step, int steps, EpochMetrics epoch) {
                measuring.set(step == steps);
            }
        };

        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> TRAINING.run(
                        TinyTask.assignment(TinyTask.recipe(), null), null, listener, stopOnce(measuring::get)))
                .withMessage("cancelled after step 8");
    }

    private static RunControl stopOnce(BooleanSupplier cancelled) {
        return () -> cancelled.getAsBoolean() ? RunControl.Order.STOP : RunControl.Order.GO_ON;
    }
}
