package dev.tombola.trainer.run;

import static dev.tombola.trainer.run.TinyRun.trained;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tombola.store.tensor.Safetensors;
import dev.tombola.ticket.run.Inheritance;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.ticket.run.SavedCheckpoint;
import dev.tombola.ticket.search.Architecture;
import dev.tombola.ticket.search.Objective;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.search.Schedule;
import dev.tombola.ticket.search.Survivor;
import dev.tombola.ticket.search.TestMetric;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.trainer.AttemptEnd;
import dev.tombola.trainer.Cancellation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs that learn without labels: what they leave, what they take over, and how they go on after a stop. */
class SelfSupervisedRunTest {
    private static final int QUEUE = 128;
    private static final int BATCH = 32;
    private static final int DIMENSIONS = 8;
    private static final double KEY_MOMENTUM = 0.9;
    private static final double MOMENTUM = 0.9;
    private static final Recipe.Optimizer SGD = Recipe.Optimizer.SGD;

    /** So small that no weight moves. */
    private static final double STILL = 1e-14;

    @TempDir
    private Path cache;

    private TinyRun tiny;
    private TrainRun trainer;

    @BeforeEach
    void start() {
        tiny = new TinyRun(cache);
        trainer = tiny.trainer(TinyRun.HERE);
    }

    @ParameterizedTest
    @EnumSource(Objective.Name.class)
    void aResumedRunHasTheBytesOfOneThatWasNotInterrupted(Objective.Name objective) {
        // Given
        tiny.run = run(recipe(objective, Recipe.Optimizer.LARS, 0.5, 6), null, List.of());
        var whole = tiny.elsewhereUninterrupted();

        // When
        tiny.stoppedAfter(3, trainer, "one");
        var saved = tiny.manifests();
        var resumed = trained(tiny.trainer(TinyRun.HERE).train(tiny.request(), "two", new Cancellation()));

        // Then
        assertThat(saved).extracting(SavedCheckpoint::step).contains(3);
        assertThat(resumed.last()).isEqualTo(whole.last());
        assertThat(resumed.state()).isNotNull().isEqualTo(whole.state());
        assertThat(resumed.test()).isEqualTo(whole.test());
        assertThat(resumed.onnx()).isEqualTo(whole.onnx());
        assertThat(resumed.beside()).isEqualTo(whole.beside());
    }

    @Test
    void saysWhatJudgesAndWhatWasMeasuredBeside() {
        var result = first();

        assertThat(result.test().name()).isEqualTo("retrieval-top-1");
        assertThat(result.test().images()).as("views").isEqualTo(200);
        assertThat(result.beside()).containsOnlyKeys("retrieval-top-5", "knn", "linear-probe");
        assertThat(result.beside().get("retrieval-top-5"))
                .isGreaterThanOrEqualTo(result.test().value());
    }

    @Test
    void theHeadSurvives() {
        var first = first();

        assertThat(head(second(first, Survivor.HEAD))).containsExactly(head(first));
        assertThat(head(second(first))).isNotEqualTo(head(first));
    }

    @Test
    void theQueueSurvives() {
        var first = first();
        float[] left = tensor(first, "objective/queue");

        float[] survived = tensor(second(first, Survivor.QUEUE), "objective/queue");
        float[] fresh = tensor(second(first), "objective/queue");

        int from = 4 * BATCH % QUEUE * DIMENSIONS; // where the second run's only step put its keys
        int to = from + BATCH * DIMENSIONS;
        assertThat(Arrays.copyOfRange(survived, to, survived.length))
                .containsExactly(Arrays.copyOfRange(left, to, left.length));
        assertThat(Arrays.copyOfRange(survived, from, to)).isNotEqualTo(Arrays.copyOfRange(left, from, to));
        assertThat(fresh).isNotEqualTo(survived);
    }

    @Test
    void theKeyEncoderSurvives() {
        var first = first();
        var second = second(first, Survivor.KEY_ENCODER);
        float[] before = tensor(first, "objective/key/layer1.0.conv1.weight");
        float[] query = weights(second, "layer1.0.conv1.weight");

        float[] after = tensor(second, "objective/key/layer1.0.conv1.weight");

        for (int i = 0; i < after.length; i++) {
            assertThat((double) after[i])
                    .isCloseTo(KEY_MOMENTUM * before[i] + (1 - KEY_MOMENTUM) * query[i], within(1e-6));
        }
        assertThat(tensor(second(first), "objective/key/layer1.0.conv1.weight")).isNotEqualTo(after);
    }

    @Test
    void theOptimizersVelocitySurvives() {
        var first = first();
        float[] left = tensor(first, "velocity/layer1.0.conv1.weight");

        float[] survived = tensor(second(first, Survivor.OPTIMIZER), "velocity/layer1.0.conv1.weight");
        float[] fresh = tensor(second(first), "velocity/layer1.0.conv1.weight");

        assertThat(left).isNotEqualTo(new float[left.length]);
        for (int i = 0; i < left.length; i++) {
            assertThat((double) survived[i] - fresh[i]).isCloseTo(MOMENTUM * left[i], within(1e-5));
        }
    }

    @Test
    void leavesNothingInItsScratchFolder() {
        second(first(), Survivor.values());

        assertThat(cache).isDirectoryNotContaining(SelfSupervisedRunTest::isScratch);
    }

    @Test
    void leavesNothingInItsScratchFolderOfAStateThatIsNone() {
        // Given
        var none = new Blobs(tiny.store).write(new byte[] {1, 2, 3});
        tiny.run = run(recipe(Objective.Name.MOCO, SGD, STILL, 1), none, List.of(Survivor.HEAD));

        // When
        var attempt = trainer.train(tiny.request(), "one", new Cancellation());

        // Then
        assertThat(attempt).isInstanceOf(AttemptEnd.Failed.class);
        assertThat(cache).isDirectoryNotContaining(SelfSupervisedRunTest::isScratch);
    }

    private static boolean isScratch(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("checkpoint-") || name.endsWith(".part");
    }

    /** Four steps. */
    private RunResult first() {
        tiny.run = run(recipe(Objective.Name.MOCO, SGD, 0.05, 4), null, List.of());
        return trained(trainer.train(tiny.request(), "one", new Cancellation()));
    }

    /** One step from other weights, which leaves them as they are. */
    private RunResult second(RunResult first, Survivor... parts) {
        tiny.run = run(
                recipe(Objective.Name.MOCO, SGD, STILL, 1), parts.length == 0 ? null : first.state(), List.of(parts));
        return trained(trainer.train(tiny.request(), "two", new Cancellation()));
    }

    private RequestedRun run(Recipe recipe, @Nullable ObjectRef state, List<Survivor> parts) {
        var spec = new RunSpec(
                RunSpec.VERSION,
                new Architecture("cifar-resnet8", 4, 2),
                null,
                recipe.learningRate() == STILL ? 9L : null,
                null,
                "fashion-mnist:200",
                tiny.run.spec().dataset(),
                recipe,
                List.of(),
                List.of(),
                1,
                state == null ? null : new Inheritance(state.digest(), parts),
                null);
        return new RequestedRun(spec.id(), spec, null, null, state, null);
    }

    private static Recipe recipe(Objective.Name name, Recipe.Optimizer optimizer, double rate, int steps) {
        boolean moco = name == Objective.Name.MOCO;
        var usual = Objective.of(name);
        return new Recipe(
                optimizer,
                rate,
                MOMENTUM,
                1e-4,
                BATCH,
                null,
                steps,
                new Schedule.Constant(),
                0,
                Recipe.Testing.ONCE,
                true,
                null,
                null,
                null,
                new Objective(
                        name,
                        usual.temperature(),
                        null,
                        moco ? QUEUE : null,
                        moco ? KEY_MOMENTUM : null,
                        usual.normGroups(),
                        null,
                        DIMENSIONS,
                        usual.views()),
                null,
                List.of(TestMetric.RETRIEVAL_TOP_5, TestMetric.NEAREST_NEIGHBOURS, TestMetric.LINEAR_PROBE),
                null);
    }

    private float[] head(RunResult result) {
        return weights(result, "linear.2.weight");
    }

    private float[] weights(RunResult result, String tensor) {
        return read(result.last(), tensor);
    }

    private float[] tensor(RunResult result, String tensor) {
        return read(Objects.requireNonNull(result.state()), tensor);
    }

    private float[] read(ObjectRef file, String tensor) {
        return Safetensors.of(new Blobs(tiny.store).read(file)).tensor(tensor).toFloats();
    }
}
