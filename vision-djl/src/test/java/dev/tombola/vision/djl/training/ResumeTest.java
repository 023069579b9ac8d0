package dev.tombola.vision.djl.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tombola.ticket.run.EpochMetrics;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.vision.djl.TorchEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that is interrupted, however often, comes to the bytes of one that is not. */
class ResumeTest {
    private static final int STEPS = 10;
    private static final Training TRAINING = new Training(TorchEngine.start("cpu", 1), Duration.ZERO);

    /** Ten steps of two and a half epochs, with a mask, validation, and an epoch that is kept. */
    private static final Assignment ASSIGNMENT =
            TinyTask.assignment(TinyTask.steps(STEPS, Recipe.Testing.BEST), TinyTask.mask(), List.of(1));

    private static final Trained UNINTERRUPTED = TRAINING.run(ASSIGNMENT, null, TrainingListener.NONE, RunControl.NONE);

    static Stream<List<Integer>> stops() {
        var once = IntStream.rangeClosed(1, STEPS).mapToObj(List::of);
        return Stream.concat(once, Stream.of(List.of(1, 2, 3), List.of(3, 4, 5, 8), List.of(4, 8, 10)));
    }

    @ParameterizedTest(name = "stopped after steps {0}")
    @MethodSource("stops")
    void comesToTheSameBytes(List<Integer> stops) {
        Checkpoint checkpoint = null;
        for (int stop : stops) {
            checkpoint = stopped(ASSIGNMENT, checkpoint, stop);
        }

        var resumed = TRAINING.run(ASSIGNMENT, checkpoint, TrainingListener.NONE, RunControl.NONE);

        assertSame(resumed);
    }

    @Test
    void comesToTheSameBytesInBfloat16() {
        var recipe = TinyTask.steps(STEPS, Recipe.Testing.BEST).in(Recipe.Precision.BFLOAT16);
        var assignment = TinyTask.assignment(recipe, TinyTask.mask(), List.of(1));
        var uninterrupted = TRAINING.run(assignment, null, TrainingListener.NONE, RunControl.NONE);

        var checkpoint = stopped(assignment, stopped(assignment, null, 3), 7);
        var resumed = TRAINING.run(assignment, checkpoint, TrainingListener.NONE, RunControl.NONE);

        assertThat(WeightsDigest.of(resumed.last()))
                .isEqualTo(WeightsDigest.of(uninterrupted.last()))
                .isNotEqualTo(WeightsDigest.of(UNINTERRUPTED.last()));
        assertThat(resumed.epochs()).isEqualTo(uninterrupted.epochs());
    }

    @Test
    void goesOnAfterACheckpointThatItSavedOnTheWay() {
        var saved = new ArrayList<Checkpoint>();
        var saving = new RunControl() {
            @Override
            public Order order() {
                return Order.SAVE;
            }

            @Override
            public void save(Checkpoint checkpoint) {
                saved.add(checkpoint);
            }
        };

        var trained = TRAINING.run(ASSIGNMENT, null, TrainingListener.NONE, saving);

        assertSame(trained);
        assertThat(saved).extracting(Checkpoint::step).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        saved.forEach(
                checkpoint -> assertSame(TRAINING.run(ASSIGNMENT, checkpoint, TrainingListener.NONE, RunControl.NONE)));
    }

    @Test
    void goesOnWithTheValidationThatItWasStoppedIn() {
        var stop = new Stop(3, 1); // the second question after step 3 comes when step 4 is taken and validated

        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> TRAINING.run(ASSIGNMENT, null, stop, stop))
                .withMessage("cancelled after step 4");

        assertThat(stop.saved).satisfies(saved -> assertThat(saved.epochs()).isEmpty());
        assertSame(TRAINING.run(ASSIGNMENT, stop.saved, TrainingListener.NONE, RunControl.NONE));
    }

    private static Checkpoint stopped(Assignment assignment, @Nullable Checkpoint from, int step) {
        var stop = new Stop(step, 0);
        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> TRAINING.run(assignment, from, stop, stop))
                .withMessage("cancelled after step " + step);
        return Objects.requireNonNull(stop.saved);
    }

    private static void assertSame(Trained other) {
        assertThat(WeightsDigest.of(other.last())).isEqualTo(WeightsDigest.of(UNINTERRUPTED.last()));
        assertThat(WeightsDigest.of(other.best())).isEqualTo(WeightsDigest.of(UNINTERRUPTED.best()));
        assertThat(other.epochs()).isEqualTo(UNINTERRUPTED.epochs());
        assertThat(other.chosenEpoch()).isEqualTo(UNINTERRUPTED.chosenEpoch());
        assertThat(other.measured()).isEqualTo(UNINTERRUPTED.measured());
        assertThat(other.kept().keySet()).isEqualTo(UNINTERRUPTED.kept().keySet());
        other.kept()
                .forEach((epoch, weights) -> assertThat(WeightsDigest.of(weights))
                        .isEqualTo(WeightsDigest.of(
                                Objects.requireNonNull(UNINTERRUPTED.kept().get(epoch)))));
        assertThat(other.steps()).isEqualTo(STEPS);
    }

    /** Stops a run once it has said that a step is taken, or so many questions later. */
    private static final class Stop implements RunControl, TrainingListener {
        private final int step;
        private int questions;
        private int taken;
        private @Nullable Checkpoint saved;

        Stop(int step, int questions) {
            this.step = step;
            this.questions = questions;
        }

        @Override
        public void begun(int done, int steps) {
            taken = done;
        }

        @Override
        public void progressed(int done, int steps, double loss) {
            taken = done;
        }

        @Override
        public void epochEnded(int done, int steps, EpochMetrics epoch) {
            taken = done;
        }

        @Override
        public Order order() {
            return taken < step || questions-- > 0 ? Order.GO_ON : Order.SAVE_AND_STOP;
        }

        @Override
        public void save(Checkpoint checkpoint) {
            saved = checkpoint;
        }
    }
}
