package dev.tombola.vision.djl.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tombola.ticket.search.Objective;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.vision.djl.DjlNetwork;
import dev.tombola.vision.djl.TorchEngine;
import dev.tombola.vision.network.Weights;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A network that learns without labels, from step to step. */
class SelfSupervisedTest {
    private static final TorchEngine ENGINE = TorchEngine.start("cpu", 1);
    private static final Training TRAINING = new Training(ENGINE, Duration.ZERO);
    private static final int STEPS = 8;

    static Stream<Arguments> trainings() {
        return Stream.of(Objective.Name.values())
                .flatMap(name -> Stream.of(1, 4)
                        .flatMap(groups -> Stream.of(Recipe.Optimizer.values())
                                .map(optimizer -> Arguments.of(name, groups, optimizer))));
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void aResumedRunIsBitExact(Objective.Name name, int groups, Recipe.Optimizer optimizer) {
        // Given
        var assignment = assignment(name, groups, optimizer);
        var whole = TRAINING.run(assignment, null, TrainingListener.NONE, RunControl.NONE);

        for (int step = 1; step <= STEPS; step += 3) {
            // When
            var resumed =
                    TRAINING.run(assignment, stoppedAfter(step, assignment), TrainingListener.NONE, RunControl.NONE);

            // Then
            assertThat(WeightsDigest.of(resumed.last())).isEqualTo(WeightsDigest.of(whole.last()));
            assertThat(resumed.epochs()).isEqualTo(whole.epochs());
            assertThat(resumed.measured()).isEqualTo(whole.measured());
            assertSame(resumed.state(), whole.state());
        }
    }

    @Test
    void aRunOfNoStepsMeasuresWhatItStartsFrom() {
        var recipe = TinyTask.recipe(TinyTask.objective(Objective.Name.SIMCLR, 1), Recipe.Optimizer.SGD);
        var assignment = TinyTask.projecting(TinyTask.stepless(recipe), null, null);

        var trained = TRAINING.run(assignment, null, TrainingListener.NONE, RunControl.NONE);

        assertThat(WeightsDigest.of(trained.last())).isEqualTo(WeightsDigest.of(assignment.initial()));
        assertThat(trained.steps()).isZero();
        assertThat(trained.epochs()).isEmpty();
        assertThat(trained.measured()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void prunedWeightsStayZero(Objective.Name name, int groups, Recipe.Optimizer optimizer) {
        var assignment = assignment(name, groups, optimizer);
        var mask = Objects.requireNonNull(assignment.mask());

        var trained = TRAINING.run(assignment, null, TrainingListener.NONE, RunControl.NONE);

        int at = 0;
        for (var tensor : mask.layout().tensors()) {
            float[] values = trained.last().values(tensor.name());
            for (int i = 0; i < values.length; i++) {
                if (!mask.keeps(at + i)) {
                    assertThat(Float.floatToRawIntBits(values[i])).isZero();
                }
            }
            at += values.length;
        }
        assertThat(trained.measured()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void holdsNoMoreMemoryAfterManyStepsThanAfterOne(Objective.Name name, int groups, Recipe.Optimizer optimizer) {
        var assignment = assignment(name, groups, optimizer);
        var installed = new InstalledMask(Objects.requireNonNull(assignment.mask()), assignment.network());
        try (var network = new DjlNetwork(assignment.network(), installed.prune(assignment.initial()), ENGINE)) {
            var objective = ObjectiveFunctions.of(assignment, assignment.epochs(), network);
            var learner = new Learner(ENGINE, network, objective, Optimizers.of(assignment, installed, network));
            try (var batches = learner.batches(0)) {
                learner.step(1, batches.next(), 0.05);
                int held = network.memory().getManagedArrays().size();

                for (int step = 2; step < 8; step++) {
                    learner.step(step, batches.next(), 0.05);
                }

                assertThat(network.memory().getManagedArrays()).hasSize(held);
            }
        }
    }

    @Test
    void aKeyEncoderThatSurvivesIsPrunedToo() {
        // Given
        var recipe = TinyTask.recipe(TinyTask.objective(Objective.Name.MOCO, 1), Recipe.Optimizer.SGD);
        var dense = TRAINING.run(TinyTask.projecting(recipe, null, null), null, TrainingListener.NONE, RunControl.NONE);

        // When
        var assignment = TinyTask.projecting(recipe, TinyTask.mask(), dense.state());
        var pruned = TRAINING.run(assignment, null, TrainingListener.NONE, RunControl.NONE);

        // Then
        var mask = Objects.requireNonNull(assignment.mask());
        var first = mask.layout().tensors().getFirst();
        float[] key = tensor(pruned.state(), MomentumContrast.KEY_ENCODER + first.name());
        assertThat(tensor(dense.state(), MomentumContrast.KEY_ENCODER + first.name()))
                .doesNotContain(0);
        for (int i = 0; i < key.length; i++) {
            assertThat(key[i] == 0).isEqualTo(!mask.keeps(i));
        }
    }

    private static float[] tensor(TrainingState state, String name) {
        return state.own().stream()
                .filter(own -> own.name().equals(name))
                .findFirst()
                .orElseThrow()
                .values();
    }

    private static Assignment assignment(Objective.Name name, int groups, Recipe.Optimizer optimizer) {
        return TinyTask.projecting(TinyTask.recipe(TinyTask.objective(name, groups), optimizer), TinyTask.mask(), null);
    }

    private static Checkpoint stoppedAfter(int step, Assignment assignment) {
        var stop = new Stop(step);
        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> TRAINING.run(assignment, null, stop, stop));
        return Objects.requireNonNull(stop.saved);
    }

    private static void assertSame(TrainingState one, TrainingState other) {
        assertThat(digest(one.velocity())).isEqualTo(digest(other.velocity()));
        assertThat(one.own()).hasSameSizeAs(other.own());
        for (int i = 0; i < one.own().size(); i++) {
            assertThat(one.own().get(i).name()).isEqualTo(other.own().get(i).name());
            assertThat(one.own().get(i).values())
                    .containsExactly(other.own().get(i).values());
        }
    }

    private static Object digest(@Nullable Weights weights) {
        return WeightsDigest.of(Objects.requireNonNull(weights));
    }

    /** Saves and stops before the step after this. */
    private static final class Stop implements TrainingListener, RunControl {
        private final int step;
        private int asked;
        private @Nullable Checkpoint saved;

        Stop(int step) {
            this.step = step;
        }

        @Override
        public Order order() {
            return asked++ == step ? Order.SAVE_AND_STOP : Order.GO_ON;
        }

        @Override
        public void save(Checkpoint checkpoint) {
            saved = checkpoint;
        }
    }
}
