package dev.tombola.evaluator;

import static dev.tombola.evaluator.ClaimsStage.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.run.Fingerprint;
import dev.tombola.ticket.run.Provenance;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.Stretch;
import dev.tombola.vision.metric.Predictions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims on a tiny network, with everything real but the broker. */
class ClaimsTest {
    private ClaimsStage stage;
    private TinySearch tiny;
    private Claims claims;

    @BeforeEach
    void searched(@TempDir Path folder) {
        stage = new ClaimsStage(folder);
        tiny = stage.tiny;
        claims = stage.claims;
    }

    @AfterEach
    void quiet() {
        stage.close();
    }

    @Test
    void theFirstClaimThatStandsIsMeasuredAndCounts() {
        // Given
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));

        // When
        claims.on(TinySearch.claim(result, "attempt-1"));

        // Then
        var accepted = stage.accepted();
        assertThat(accepted.attempt()).isEqualTo("attempt-1");
        assertThat(accepted.result()).isEqualTo(result);
        assertThat(accepted.measured()).isNotNull();
        var claimed = Predictions.decode(tiny.blobs.read(result.test().predictions()));
        assertThat(accepted.measured().engine()).startsWith("onnxruntime ");
        assertThat(accepted.measured().flipped()).isZero();
        assertThat(accepted.measured().agrees()).isTrue();
        assertThat(accepted.measured().metric().value())
                .isEqualTo(claimed.top1(tiny.images.labels()).value());
        assertThat(stage.store.contains(TinySearch.key(result.spec().id()))).isTrue();
    }

    @Test
    void anEqualClaimThatComesLaterIsNoDefect() {
        // Given
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));
        claims.on(TinySearch.claim(result, "attempt-1"));

        // When
        claims.on(TinySearch.claim(result, "attempt-2"));

        // Then
        assertThat(stage.accepted().attempt()).isEqualTo("attempt-1");
        assertThat(stage.log).isEmpty();
    }

    @Test
    void otherWeightsOfTheSameFingerprintAreADefect() {
        // Given
        claims.on(TinySearch.claim(tiny.result(tiny.ticket(), tiny.pruned(3)), "attempt-1"));

        // When
        claims.on(TinySearch.claim(tiny.result(tiny.ticket(), tiny.pruned(4)), "attempt-2"));

        // Then
        assertThat(stage.accepted().attempt()).isEqualTo("attempt-1");
        assertThat(stage.log).singleElement().asString().contains("this is a defect");
    }

    @Test
    void aRunThatTwoKindsOfTrainersSharedMayDiffer() {
        // Given
        claims.on(TinySearch.claim(tiny.result(tiny.ticket(), tiny.pruned(3)), "attempt-1"));
        var other = new Fingerprint("tiny", "another processor", 1, "float32");
        var shared = new Stretch("attempt-0", "trainer-2", 0, 5, 1, other);

        // When
        claims.on(TinySearch.claim(stretched(tiny.result(tiny.ticket(), tiny.pruned(4)), shared), "attempt-2"));

        // Then
        assertThat(stage.log).isEmpty();
    }

    @Test
    void flippedPredictionsAreCounted() {
        // Given
        var weights = tiny.pruned(3);
        var result = tiny.result(tiny.ticket(), weights, weights, weights, classes -> {
            for (int i = 0; i < 4; i++) {
                classes[10 * i] = (classes[10 * i] + 1) % 10;
            }
            return classes;
        });

        // When
        claims.on(TinySearch.claim(result, "attempt-1"));

        // Then
        assertThat(stage.accepted().measured()).isNotNull();
        assertThat(stage.accepted().measured().flipped()).isEqualTo(4);
        assertThat(stage.accepted().measured().agrees()).isFalse();
    }

    @Test
    void aReasonIsCutToWhatPlansAndVerdictsCanRepeat() {
        var run = tiny.ticket().id();

        claims.on(new TrainingEnded(
                run, "trainer-1", "attempt-1", new TrainingEnded.Outcome.Failed("x".repeat(1 << 20), true, 1)));

        assertThat(stage.said)
                .singleElement()
                .satisfies(it -> assertThat(failure(it)).hasSize(1001).endsWith("x…"));
    }

    @Test
    void whatServesNoVerdictIsAcceptedForItsWeightsAlone() {
        claims.on(TinySearch.claim(tiny.result(tiny.pretraining(), tiny.weights(3)), "attempt-1"));

        assertThat(stage.accepted().measured()).isNull();
    }

    @Test
    void onlyAFailureForGoodIsSaid() {
        // Given
        claims.on(failed(new TrainingEnded.Outcome.Failed("out of memory", false, 2)));
        assertThat(stage.said).isEmpty();

        // When
        claims.on(failed(new TrainingEnded.Outcome.Failed("out of memory", true, 3)));

        // Then
        assertThat(stage.said)
                .containsExactly(new ResultAccepted(tiny.ticket().id(), new Outcome.Failed("out of memory", 3)));
    }

    private TrainingEnded failed(TrainingEnded.Outcome.Failed failure) {
        return new TrainingEnded(tiny.ticket().id(), "trainer-1", "attempt-1", failure);
    }

    private static RunResult stretched(RunResult result, Stretch stretch) {
        var known = result.provenance();
        return new RunResult(
                result.spec(),
                result.epochs(),
                result.chosenEpoch(),
                result.test(),
                result.remaining(),
                result.last(),
                result.best(),
                result.onnx(),
                result.kept(),
                result.fingerprint(),
                new Provenance(
                        known.trainer(),
                        known.host(),
                        known.device(),
                        known.startedAt(),
                        known.seconds(),
                        known.loaded(),
                        known.fresh(),
                        known.dropped(),
                        List.of(stretch)));
    }
}
