package dev.tombola.evaluator;

import static dev.tombola.evaluator.ClaimsStage.failure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.testkit.EndlessObject;
import dev.tombola.testkit.FaultyStore.Request;
import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.store.ObjectRef;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is looked at before a claim stands: every byte that it names. */
class ClaimCheckTest {
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
    void aWeightThatIsNotPrunedIsRefused() {
        var whole = TinySearch.changed(tiny.pruned(3), "layer1.0.conv1.weight", 0, 1e-9f);

        refused(tiny.result(tiny.ticket(), whole), "last: layer1.0.conv1.weight[0] is 1.0E-9");
    }

    @Test
    void aNegativeZeroIsNotPruned() {
        var negative = TinySearch.changed(tiny.pruned(3), "layer1.0.conv1.weight", 2, -0f);

        refused(tiny.result(tiny.ticket(), negative), "last: layer1.0.conv1.weight[2] is -0.0");
    }

    @Test
    void theBestWeightsAreHeldAgainstTheMaskToo() {
        var result = stage.result(tiny.pruned(3), tiny.weights(4), tiny.weights(4));

        refused(result, "best: layer1.0.conv1.weight[0] is ");
    }

    @Test
    void aModelOfOtherWeightsIsRefused() {
        refused(stage.result(tiny.pruned(3), tiny.pruned(3), tiny.pruned(4)), "is not that of the best weights");
    }

    @Test
    void aModelWithOneOtherBitIsRefused() {
        var weights = tiny.pruned(3);
        var bias = tiny.network.head().getLast();
        var nearly = TinySearch.changed(weights, bias, 7, Math.nextUp(weights.values(bias)[7]));

        refused(
                stage.result(tiny.pruned(3), tiny.pruned(3), nearly),
                "onnx: " + bias + " is not that of the best weights");
    }

    @Test
    void anAlteredObjectIsRefused() {
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));
        stage.store.write(result.last().key(), "altered".getBytes(UTF_8));

        refused(result, "object at " + result.last().key() + " is altered");
    }

    @Test
    void aMissingObjectIsRefused() {
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));
        stage.store.delete(result.onnx().key());

        refused(result, "no object at " + result.onnx().key());
    }

    @Test
    void aKeptEpochThatIsMissingIsRefusedWhetherTheRunIsMeasuredOrNot() {
        for (var spec : List.of(tiny.pretraining(), tiny.dense())) {
            stage.log.clear();
            var kept = tiny.write(tiny.weights(4));
            var result = keeping(tiny.result(spec, tiny.weights(3)), kept);
            stage.store.delete(kept.key());

            refused(result, "no object at " + kept.key());
        }
    }

    @Test
    void aKeptEpochIsHeldAgainstTheNetworkToo() {
        var infinite = TinySearch.changed(tiny.weights(4), "layer1.0.conv1.weight", 0, Float.POSITIVE_INFINITY);

        claims.on(TinySearch.claim(
                keeping(tiny.result(tiny.pretraining(), tiny.weights(3)), tiny.write(infinite)), "attempt-1"));

        assertThat(stage.said)
                .singleElement()
                .satisfies(it -> assertThat(failure(it))
                        .contains("epoch 2: layer1.0.conv1.weight holds a weight that is not finite"));
    }

    @Test
    void weightsThatAreNoTensorFileAreRefused() {
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));

        refused(stage.with(result, result.spec(), blob("no tensor file"), result.onnx()), "safetensors: ");
    }

    @Test
    void aModelThatIsNoneIsRefused() {
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));

        refused(stage.with(result, result.spec(), result.last(), blob("no model")), "this is no ONNX model");
    }

    @Test
    void predictionsOfAnotherTestSetAreRefused() {
        var weights = tiny.pruned(3);
        var result = tiny.result(tiny.ticket(), weights, weights, weights, classes -> Arrays.copyOf(classes, 39));

        refused(result, "40 predictions do not go with 39 others");
    }

    @Test
    void objectsThatNoSuchNetworkCanHaveAreNotRead() {
        // Given
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));
        var last = new ObjectRef(result.last().digest(), EndlessObject.SIZE);
        var model = new ObjectRef(result.onnx().digest(), EndlessObject.SIZE);
        var endless = new EndlessObject(stage.store, last.key());
        var careful =
                new Claims(stage.evaluator, new ClaimCheck(endless), tiny.measurement(), new Refusals(stage.store));
        var endlessModel = new EndlessObject(stage.store, model.key());
        var asCareful = new Claims(
                stage.evaluator, new ClaimCheck(endlessModel), tiny.measurement(), new Refusals(stage.store));

        // When
        careful.on(TinySearch.claim(stage.with(result, result.spec(), last, result.onnx()), "attempt-1"));
        asCareful.on(TinySearch.claim(stage.with(result, result.spec(), result.last(), model), "attempt-2"));

        // Then
        assertThat(stage.said).isEmpty();
        assertThat(stage.log)
                .allMatch(line -> line.contains(" has 3221225472 bytes or more, and "))
                .satisfiesExactly(
                        first -> assertThat(first).contains("weights of cifar-resnet8 has at most"),
                        second -> assertThat(second).contains("an ONNX model of cifar-resnet8 has at most"));
        assertThat(endless.taken() + endlessModel.taken()).isZero();
    }

    @Test
    void aClaimOnAnotherRunIsRefused() {
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));

        claims.on(new TrainingEnded(
                tiny.dense().id(), "trainer-1", "attempt-1", new TrainingEnded.Outcome.Trained(result)));

        assertThat(stage.said).isEmpty();
        assertThat(stage.log).singleElement().asString().contains("its spec is that of another run");
    }

    @Test
    void everyObjectThatAClaimNamesIsReadOnce() {
        // Given: the data set has been fetched
        claims.on(TinySearch.claim(tiny.result(tiny.dense(), tiny.weights(3)), "attempt-1"));
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));
        int before = stage.store.count(Request.OPEN);

        // When
        claims.on(TinySearch.claim(result, "attempt-2"));

        // Then
        assertThat(stage.said).hasSize(2);
        assertThat(result.best()).isEqualTo(result.last());
        assertThat(stage.store.count(Request.OPEN) - before)
                .as("weights, mask, model and predictions")
                .isEqualTo(4);
    }

    /** Refused in one line, forgotten by the store, and nothing said: the pruner may ask again. */
    private void refused(RunResult result, String why) {
        claims.on(TinySearch.claim(result, "attempt-1"));

        assertThat(stage.said).isEmpty();
        assertThat(stage.log)
                .singleElement()
                .asString()
                .contains("does not stand: ")
                .contains(why)
                .doesNotContain("\n");
    }

    private static RunResult keeping(RunResult result, ObjectRef secondEpoch) {
        return new RunResult(
                result.spec(),
                result.epochs(),
                result.chosenEpoch(),
                result.test(),
                result.remaining(),
                result.last(),
                result.best(),
                result.onnx(),
                Map.of(2, secondEpoch),
                result.fingerprint(),
                result.provenance());
    }

    private ObjectRef blob(String text) {
        return tiny.blobs.write(text.getBytes(UTF_8));
    }
}
