package dev.tombola.vision.djl.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tombola.ticket.Mask;
import dev.tombola.ticket.run.EpochMetrics;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.vision.data.Augmentation;
import dev.tombola.vision.djl.DjlNetwork;
import dev.tombola.vision.djl.TorchEngine;
import dev.tombola.vision.network.Initialisation;
import dev.tombola.vision.network.Networks;
import dev.tombola.vision.network.Parameter;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.random.Randomness;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingTest {
    private static final TorchEngine ENGINE = TorchEngine.start("cpu", 1);
    private static final Training TRAINING = new Training(ENGINE, Duration.ZERO);

    @ParameterizedTest
    @EnumSource
    void learnsTheTask(Recipe.Precision precision) {
        var recipe = TinyTask.steps(80, Recipe.Testing.BEST).in(precision);

        var trained = run(TinyTask.assignment(recipe, TinyTask.mask()));

        assertThat(trained.measured().getFirst().accuracy().value()).isGreaterThan(0.9);
        assertThat(trained.epochs().getLast().loss())
                .isLessThan(trained.epochs().getFirst().loss());
        assertThat(trained.seconds()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void leavesPrunedWeightsZeroBitForBitAndTrainsAllOthers(Recipe.Precision precision) {
        var mask = TinyTask.mask();

        var last =
                run(TinyTask.assignment(TinyTask.recipe().in(precision), mask)).last();

        int start = 0;
        for (var tensor : mask.layout().tensors()) {
            var before = TinyTask.INITIAL.values(tensor.name());
            var after = last.values(tensor.name());
            for (int i = 0; i < after.length; i++) {
                if (mask.keeps(start + i)) {
                    assertThat(after[i]).isNotEqualTo(before[i]);
                } else {
                    assertThat(Float.floatToRawIntBits(after[i])).isZero();
                }
            }
            start += after.length;
        }
        for (var parameter : TinyTask.NETWORK.parameters()) {
            assertThat(last.values(parameter.name())).isNotEqualTo(TinyTask.INITIAL.values(parameter.name()));
        }
    }

    @Test
    void trainsUnderAMaskThatKeepsAllAsWithoutOne() {
        var all = Mask.dense(OneShot.layout(TinyTask.NETWORK));

        var masked = run(TinyTask.assignment(TinyTask.recipe(), all));
        var dense = run(TinyTask.assignment(TinyTask.recipe(), null));

        assertThat(WeightsDigest.of(masked.last())).isEqualTo(WeightsDigest.of(dense.last()));
    }

    @Test
    void givesTheSameBytesInThisProcessAndInAnother() throws IOException {
        var assignment = TinyTask.assignment(TinyTask.recipe(), TinyTask.mask());

        var first = WeightsDigest.of(run(assignment).last());
        var second = WeightsDigest.of(run(assignment).last());

        assertThat(second).isEqualTo(first);
        assertThat(inAnotherProcess()).isEqualTo(first);
    }

    @Test
    void choosesTheFirstEpochThatValidatesBest() {
        var choice = new Choice();
        double[] validations = {0.5, 0.7, 0.6, 0.7};

        for (int i = 0; i < validations.length; i++) {
            var weights = new Initialisation(Randomness.of(i)).of(TinyTask.NETWORK);
            choice.add(new EpochMetrics(i + 1, 4, 1, validations[i]), () -> weights);
        }

        assertThat(choice.epoch()).isEqualTo(2);
        assertThat(WeightsDigest.of(choice.weights(TinyTask.INITIAL)))
                .isEqualTo(WeightsDigest.of(new Initialisation(Randomness.of(1)).of(TinyTask.NETWORK)));
    }

    @Test
    void measuresTheChosenWeightsAsTheirOwnEpochWould() {
        var steps = run(TinyTask.assignment(TinyTask.steps(80, Recipe.Testing.BEST), null));

        var untilThen = run(TinyTask.assignment(TinyTask.steps(4 * steps.chosenEpoch(), Recipe.Testing.ONCE), null));

        assertThat(steps.chosenEpoch()).isLessThan(20);
        assertThat(WeightsDigest.of(steps.best())).isEqualTo(WeightsDigest.of(untilThen.last()));
        assertThat(steps.measured()).isEqualTo(untilThen.measured());
        assertThat(WeightsDigest.of(steps.best())).isNotEqualTo(WeightsDigest.of(steps.last()));
    }

    @Test
    void looksAtNoValidationImageWhenItTestsOnce() {
        var trained = run(TinyTask.assignment(TinyTask.steps(6, Recipe.Testing.ONCE), null));

        assertThat(trained.epochs()).extracting(EpochMetrics::validation).containsOnlyNulls();
        assertThat(trained.epochs()).extracting(EpochMetrics::steps).containsExactly(4, 2);
        assertThat(trained.chosenEpoch()).isEqualTo(2);
        assertThat(trained.best()).isSameAs(trained.last());
    }

    @Test
    void takesTheSmallerLastBatchWhenItIsNotDropped() {
        var recipe = TinyTask.recipe();
        var whole = new Recipe(
                recipe.optimizer(), 0.05, 0.9, 1e-3, 16, 1, null, recipe.schedule(), 0.0, Recipe.Testing.ONCE, false);

        var trained = run(TinyTask.assignment(whole, null));

        assertThat(trained.epochs()).extracting(EpochMetrics::steps).containsExactly(5);
    }

    /** Then nothing of a training without augmentation is random. */
    @Test
    void leavesTheImagesInTheirOrderWhereTheRecipeDoesNotShuffle() {
        var unshuffled = TinyTask.unshuffled(TinyTask.recipe());

        assertThat(plain(unshuffled, 6)).isEqualTo(plain(unshuffled, 5));
        assertThat(plain(TinyTask.recipe(), 6))
                .isNotEqualTo(plain(TinyTask.recipe(), 5))
                .isNotEqualTo(plain(unshuffled, 5));
    }

    /** What becomes of the weights without augmentation. */
    private static Object plain(Recipe recipe, long seed) {
        var varied = TinyTask.assignment(recipe, null);
        return WeightsDigest.of(run(new Assignment(
                        varied.network(),
                        varied.initial(),
                        null,
                        recipe,
                        varied.splits(),
                        Augmentation.NONE,
                        varied.normalisation(),
                        seed,
                        List.of()))
                .last());
    }

    @Test
    void keepsTheWeightsOfTheEpochsThatAreAskedFor() {
        var trained = run(TinyTask.assignment(TinyTask.steps(12, Recipe.Testing.ONCE), null, List.of(1, 3, 9)));

        assertThat(trained.kept()).containsOnlyKeys(1, 3);
        assertThat(WeightsDigest.of(Objects.requireNonNull(trained.kept().get(3))))
                .isEqualTo(WeightsDigest.of(trained.last()));
        assertThat(WeightsDigest.of(Objects.requireNonNull(trained.kept().get(1))))
                .isEqualTo(WeightsDigest.of(run(TinyTask.assignment(TinyTask.steps(4, Recipe.Testing.ONCE), null))
                        .last()));
    }

    @Test
    void namesTheStepAtWhichItDiverged() {
        var hopeless = Weights.of(TinyTask.NETWORK.parameters(), parameter -> {
            var values = TinyTask.INITIAL.values(parameter.name()).clone();
            values[0] = parameter.kind() == Parameter.Kind.LINEAR_BIAS ? Float.POSITIVE_INFINITY : values[0];
            return values;
        });

        assertThatExceptionOfType(DivergedException.class)
                .isThrownBy(() -> run(TinyTask.assignment(hopeless, TinyTask.recipe(), null, List.of())))
                .withMessage("the loss is NaN at step 1");
    }

    @Test
    void refusesAMaskOfAnotherNetwork() {
        var wider = Networks.named("cifar-resnet8", Map.of("width", 8), 3, 4);
        var foreign = Mask.dense(OneShot.layout(wider));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(TinyTask.assignment(TinyTask.recipe(), foreign)))
                .withMessageContaining("is not one of cifar-resnet8");
    }

    @Test
    void holdsNoMoreMemoryAfterManyStepsThanAfterOne() {
        try (var network = new DjlNetwork(TinyTask.NETWORK, TinyTask.INITIAL, ENGINE)) {
            var sgd = new Sgd(network.parameters(), null, 0.9, 1e-3);
            var learner = new Learner(ENGINE, network, new NoObjective(), sgd);
            var images = ByteBuffer.allocateDirect(4 * 12 * Float.BYTES).order(ByteOrder.nativeOrder());
            long[] labels = {0, 1, 2, 3};

            Learner.Loss loss = (leaf, scope) ->
                    Classification.loss(network.train(network.images(images, 2, 2, scope), leaf), labels);
            double first = learner.step(1, loss, 0.1);
            int held = network.memory().getManagedArrays().size();
            double second = learner.step(2, loss, 0.1);

            assertThat(second).isNotEqualTo(first);
            assertThat(network.memory().getManagedArrays()).hasSize(held);
        }
    }

    private static Trained run(Assignment assignment) {
        return TRAINING.run(assignment, null, TrainingListener.NONE, RunControl.NONE);
    }

    private static String inAnotherProcess() throws IOException {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var process = new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WeightsDigest.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
