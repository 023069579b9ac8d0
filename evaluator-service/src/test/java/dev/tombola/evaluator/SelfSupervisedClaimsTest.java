package dev.tombola.evaluator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.testkit.EndlessObject;
import dev.tombola.ticket.event.ResultAccepted.Measured;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.vision.metric.Predictions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims on networks with a projection head, which learned without labels; measured by ONNX Runtime. */
class SelfSupervisedClaimsTest {
    private static final String RETRIEVED = "{'learningRate':0.1,'batch':8,'epochs':1,'objective':'simclr'}";
    private static final String NEIGHBOURS =
            "{'learningRate':0.1,'batch':8,'epochs':1,'objective':{'name':'moco','queue':64},'metric':'knn'}";

    @TempDir
    private Path folder;

    @Test
    void retrievalIsMeasuredAgainOverTwoViewsOfEveryImage() {
        try (var stage = new ClaimsStage(folder, RETRIEVED)) {
            // Given
            var result = claimed(stage, UnaryOperator.identity());

            // When
            var measured = measured(stage, result);

            // Then
            assertThat(measured.metric().name()).isEqualTo("retrieval-top-1");
            assertThat(measured.metric().predictions()).isEqualTo(result.test().predictions());
            assertThat(measured.metric().images()).isEqualTo(2 * TinySearch.IMAGES);
            assertThat(measured.metric().value())
                    .isEqualTo(Arrays.stream(ranks(stage, result))
                                    .filter(rank -> rank == 0)
                                    .count()
                            / (2.0 * TinySearch.IMAGES));
            assertThat(measured.flipped()).isZero();
            assertThat(measured.agrees()).isTrue();
        }
    }

    @Test
    void ofRetrievalOnlyWhatIsFoundIsCompared() {
        try (var stage = new ClaimsStage(folder, RETRIEVED)) {
            // Given: of what is not found, every rank is another
            var result = claimed(
                    stage,
                    ranks -> IntStream.of(ranks)
                            .map(rank -> rank == 0 ? 0 : 1 + rank % 5)
                            .toArray());
            assertThat(Arrays.stream(ranks(stage, result)).filter(rank -> rank > 0))
                    .hasSizeGreaterThan(3);

            // When
            var measured = measured(stage, result);

            // Then
            assertThat(measured.metric().predictions())
                    .isNotEqualTo(result.test().predictions());
            assertThat(measured.flipped()).isZero();
            assertThat(measured.agrees()).isTrue();
        }
    }

    @Test
    void partnersThatOnlyTheTrainerFoundAreCounted() {
        try (var stage = new ClaimsStage(folder, RETRIEVED)) {
            // Given
            var result = claimed(stage, ranks -> {
                IntStream.of(0, 1, 41, 79).forEach(view -> ranks[view] = ranks[view] == 0 ? 1 : 0);
                return ranks;
            });

            // When
            var measured = measured(stage, result);

            // Then
            assertThat(measured.flipped()).isEqualTo(4);
            assertThat(measured.agrees()).isFalse();
        }
    }

    @Test
    void nearestNeighboursAreLookedForAmongTheTrainingImages() {
        try (var stage = new ClaimsStage(folder, NEIGHBOURS)) {
            // Given
            var result = claimed(stage, UnaryOperator.identity());

            // When
            var measured = measured(stage, result);

            // Then
            var classes = Predictions.of(ranks(stage, result));
            assertThat(measured.metric().name()).isEqualTo("knn");
            assertThat(measured.metric().images()).isEqualTo(TinySearch.IMAGES);
            assertThat(measured.metric().value())
                    .isEqualTo(classes.top1(stage.tiny.images.labels()).value());
            assertThat(measured.flipped()).isZero();
            assertThat(measured.agrees()).isTrue();
        }
    }

    @Test
    void aRoundThatLeavesNoStateIsRefused() {
        try (var stage = new ClaimsStage(folder, RETRIEVED)) {
            refused(
                    stage,
                    ClaimsStage.with(claimed(stage, UnaryOperator.identity()), null),
                    "it learned without labels, and leaves no state");
        }
    }

    @Test
    void aStateThatIsNotThereIsRefused() {
        try (var stage = new ClaimsStage(folder, RETRIEVED)) {
            var result = claimed(stage, UnaryOperator.identity());
            stage.store.delete(state(result).key());

            refused(stage, result, "no object at " + state(result).key());
        }
    }

    @Test
    void anAlteredStateIsRefused() {
        try (var stage = new ClaimsStage(folder, RETRIEVED)) {
            var result = claimed(stage, UnaryOperator.identity());
            stage.store.write(state(result).key(), "altered".getBytes(UTF_8));

            refused(stage, result, "object at " + state(result).key() + " is altered");
        }
    }

    @Test
    void aStateThatNoSuchNetworkCanHaveIsNotRead() {
        try (var stage = new ClaimsStage(folder, RETRIEVED)) {
            // Given
            var result = claimed(stage, UnaryOperator.identity());
            var large = new ObjectRef(state(result).digest(), EndlessObject.SIZE);
            var endless = new EndlessObject(stage.store, large.key());
            var careful = new Claims(
                    stage.evaluator, new ClaimCheck(endless), stage.tiny.measurement(), new Refusals(stage.store));

            // When
            careful.on(TinySearch.claim(ClaimsStage.with(result, large), "attempt-1"));

            // Then
            assertThat(stage.said).isEmpty();
            assertThat(stage.log)
                    .singleElement()
                    .asString()
                    .contains("what is remembered of cifar-resnet8 has at most");
            assertThat(endless.taken()).isZero();
        }
    }

    @Test
    void anotherStateOfTheSameFingerprintIsADefect() {
        try (var stage = new ClaimsStage(folder, RETRIEVED)) {
            // Given
            var result = claimed(stage, UnaryOperator.identity());
            stage.claims.on(TinySearch.claim(result, "attempt-1"));
            var other = stage.tiny.blobs.write("another state".getBytes(UTF_8));

            // When
            stage.claims.on(TinySearch.claim(ClaimsStage.with(result, other), "attempt-2"));

            // Then
            assertThat(stage.accepted().result()).isEqualTo(result);
            assertThat(stage.log).singleElement().asString().contains("this is a defect");
        }
    }

    private static RunResult claimed(ClaimsStage stage, UnaryOperator<int[]> predicted) {
        var weights = stage.tiny.pruned(3);
        return stage.tiny.result(stage.tiny.ticket(), weights, weights, weights, predicted);
    }

    /** Of an accepted claim. */
    private static Measured measured(ClaimsStage stage, RunResult result) {
        stage.claims.on(TinySearch.claim(result, "attempt-1"));
        assertThat(stage.log).isEmpty();
        return Objects.requireNonNull(stage.accepted().measured());
    }

    private static void refused(ClaimsStage stage, RunResult result, String why) {
        stage.claims.on(TinySearch.claim(result, "attempt-1"));

        assertThat(stage.said).isEmpty();
        assertThat(stage.log).singleElement().asString().contains(why);
    }

    private static int[] ranks(ClaimsStage stage, RunResult result) {
        return Predictions.decode(stage.tiny.blobs.read(result.test().predictions()))
                .classes();
    }

    private static ObjectRef state(RunResult result) {
        return Objects.requireNonNull(result.state());
    }
}
