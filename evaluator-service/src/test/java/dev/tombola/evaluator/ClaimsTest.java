package dev.tombola.evaluator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.kafka.OversizedEventException;
import dev.tombola.testkit.EndlessObject;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.run.Fingerprint;
import dev.tombola.ticket.run.Provenance;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.ticket.run.Stretch;
import dev.tombola.ticket.search.Architecture;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.store.StoreException;
import dev.tombola.ticket.wire.Json;
import dev.tombola.vision.metric.Predictions;
import dev.tombola.vision.network.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims on a tiny network, with everything real but the broker. */
class ClaimsTest {
    private final FailingStore store = new FailingStore();
    private final List<Object> said = new ArrayList<>();
    private final Log log = new Log();
    private final Evaluator evaluator = new Evaluator(outgoing -> said.add(outgoing.event()));
    private TinySearch tiny;
    private Claims claims;

    @BeforeEach
    void searched(@TempDir Path folder) {
        tiny = new TinySearch(store, folder);
        tiny.events().forEach(evaluator::hear);
        claims = new Claims(evaluator, new ClaimCheck(store), tiny.measurement(), new Refusals(store));
        Logger.getLogger("dev.tombola.evaluator").addHandler(log);
    }

    @AfterEach
    void quiet() {
        Logger.getLogger("dev.tombola.evaluator").removeHandler(log);
    }

    @Test
    void theFirstClaimThatStandsIsMeasuredAndCounts() {
        // Given
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));

        // When
        claims.on(TinySearch.claim(result, "attempt-1"));

        // Then
        var accepted = accepted();
        assertThat(accepted.attempt()).isEqualTo("attempt-1");
        assertThat(accepted.result()).isEqualTo(result);
        assertThat(accepted.measured()).isNotNull();
        var claimed = Predictions.decode(tiny.blobs.read(result.test().predictions()));
        assertThat(accepted.measured().engine()).startsWith("onnxruntime ");
        assertThat(accepted.measured().flipped()).isZero();
        assertThat(accepted.measured().agrees()).isTrue();
        assertThat(accepted.measured().metric().value())
                .isEqualTo(claimed.top1(tiny.images.labels()).value());
        assertThat(store.contains(TinySearch.key(result.spec().id()))).isTrue();
    }

    @Test
    void anEqualClaimThatComesLaterIsNoDefect() {
        // Given
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));
        claims.on(TinySearch.claim(result, "attempt-1"));

        // When
        claims.on(TinySearch.claim(result, "attempt-2"));

        // Then
        assertThat(accepted().attempt()).isEqualTo("attempt-1");
        assertThat(log.lines).isEmpty();
    }

    @Test
    void otherWeightsOfTheSameFingerprintAreADefect() {
        // Given
        claims.on(TinySearch.claim(tiny.result(tiny.ticket(), tiny.pruned(3)), "attempt-1"));

        // When
        claims.on(TinySearch.claim(tiny.result(tiny.ticket(), tiny.pruned(4)), "attempt-2"));

        // Then
        assertThat(accepted().attempt()).isEqualTo("attempt-1");
        assertThat(log.lines).singleElement().asString().contains("this is a defect");
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
        assertThat(log.lines).isEmpty();
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
        assertThat(accepted().measured()).isNotNull();
        assertThat(accepted().measured().flipped()).isEqualTo(4);
        assertThat(accepted().measured().agrees()).isFalse();
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
        var result = result(tiny.pruned(3), tiny.weights(4), tiny.weights(4));

        refused(result, "best: layer1.0.conv1.weight[0] is ");
    }

    @Test
    void aModelOfOtherWeightsIsRefused() {
        refused(result(tiny.pruned(3), tiny.pruned(3), tiny.pruned(4)), "is not that of the best weights");
    }

    @Test
    void aModelWithOneOtherBitIsRefused() {
        var weights = tiny.pruned(3);
        var bias = tiny.network.head().getLast();
        var nearly = TinySearch.changed(weights, bias, 7, Math.nextUp(weights.values(bias)[7]));

        refused(result(tiny.pruned(3), tiny.pruned(3), nearly), "onnx: " + bias + " is not that of the best weights");
    }

    @Test
    void anAlteredObjectIsRefused() {
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));
        store.write(result.last().key(), "altered".getBytes(UTF_8));

        refused(result, "object at " + result.last().key() + " is altered");
    }

    @Test
    void aMissingObjectIsRefused() {
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));
        store.delete(result.onnx().key());

        refused(result, "no object at " + result.onnx().key());
    }

    @Test
    void aKeptEpochThatIsMissingIsRefusedWhetherTheRunIsMeasuredOrNot() {
        for (var spec : List.of(tiny.pretraining(), tiny.dense())) {
            log.lines.clear();
            var kept = tiny.write(tiny.weights(4));
            var result = keeping(tiny.result(spec, tiny.weights(3)), kept);
            store.delete(kept.key());

            refused(result, "no object at " + kept.key());
        }
    }

    @Test
    void aKeptEpochIsHeldAgainstTheNetworkToo() {
        var infinite = TinySearch.changed(tiny.weights(4), "layer1.0.conv1.weight", 0, Float.POSITIVE_INFINITY);

        claims.on(TinySearch.claim(
                keeping(tiny.result(tiny.pretraining(), tiny.weights(3)), tiny.write(infinite)), "attempt-1"));

        assertThat(said)
                .singleElement()
                .satisfies(it -> assertThat(failure(it))
                        .contains("epoch 2: layer1.0.conv1.weight holds a weight that is not finite"));
    }

    @Test
    void weightsThatAreNoTensorFileAreRefused() {
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));

        refused(with(result, result.spec(), blob("no tensor file"), result.onnx()), "safetensors: ");
    }

    @Test
    void aModelThatIsNoneIsRefused() {
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));

        refused(with(result, result.spec(), result.last(), blob("no model")), "this is no ONNX model");
    }

    @Test
    void predictionsOfAnotherTestSetAreRefused() {
        var weights = tiny.pruned(3);
        var result = tiny.result(tiny.ticket(), weights, weights, weights, classes -> Arrays.copyOf(classes, 39));

        refused(result, "40 predictions do not go with 39 others");
    }

    @Test
    void aClaimThatIsHeardBeforeItsMaskWaitsForIt() {
        // Given
        var hearing = new Evaluator(outgoing -> said.add(outgoing.event()));
        var waiting = new Claims(hearing, new ClaimCheck(store), tiny.measurement(), new Refusals(store));
        var claim = TinySearch.claim(tiny.result(tiny.ticket(), tiny.pruned(3)), "attempt-1");

        // When
        waiting.on(claim);

        // Then
        assertThat(said).isEmpty();
        assertThat(log.lines).singleElement().asString().endsWith(" waits for its plan or its mask");
        assertThat(waiting.due()).isEmpty();
        tiny.events().forEach(hearing::hear);
        assertThat(waiting.due()).containsExactly(claim);
        assertThat(waiting.due()).isEmpty();
    }

    @Test
    void objectsThatNoSuchNetworkCanHaveAreNotRead() {
        // Given
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));
        var last = new ObjectRef(result.last().digest(), EndlessObject.SIZE);
        var model = new ObjectRef(result.onnx().digest(), EndlessObject.SIZE);
        var endless = new EndlessObject(store, last.key());
        var careful = new Claims(evaluator, new ClaimCheck(endless), tiny.measurement(), new Refusals(store));
        var endlessModel = new EndlessObject(store, model.key());
        var asCareful = new Claims(evaluator, new ClaimCheck(endlessModel), tiny.measurement(), new Refusals(store));

        // When
        careful.on(TinySearch.claim(with(result, result.spec(), last, result.onnx()), "attempt-1"));
        asCareful.on(TinySearch.claim(with(result, result.spec(), result.last(), model), "attempt-2"));

        // Then
        assertThat(said).isEmpty();
        assertThat(log.lines)
                .allMatch(line -> line.contains(" has 3221225472 bytes or more, and "))
                .satisfiesExactly(
                        first -> assertThat(first).contains("weights of cifar-resnet8 has at most"),
                        second -> assertThat(second).contains("an ONNX model of cifar-resnet8 has at most"));
        assertThat(endless.taken() + endlessModel.taken()).isZero();
    }

    @Test
    void aResultFileThatIsNoDocumentIsRemoved() {
        // Given
        var result = result(tiny.pruned(3), tiny.pruned(3), tiny.pruned(4));
        var endless = new EndlessObject(store, TinySearch.key(result.spec().id()));
        var careful = new Claims(evaluator, new ClaimCheck(endless), tiny.measurement(), new Refusals(endless));

        // When
        careful.on(TinySearch.claim(result, "attempt-1"));

        // Then
        assertThat(log.lines).singleElement().asString().contains("does not stand: ");
        assertThat(store.contains(TinySearch.key(result.spec().id()))).isFalse();
        assertThat(endless.taken()).isLessThan(EndlessObject.SIZE / 10);
    }

    @Test
    void aRunThatNoSearchHasPlannedIsNotAccepted() {
        // Given
        var spec = tiny.dense();
        var unplanned = spec(spec, new Architecture("cifar-resnet8", 4, 2), null, spec.dataset());
        var result = tiny.result(unplanned, tiny.weights(3));
        var failure = new TrainingEnded.Outcome.Failed("out of memory", true, 1);

        // When
        claims.on(TinySearch.claim(result, "attempt-1"));
        claims.on(new TrainingEnded(unplanned.id(), "trainer-1", "attempt-2", failure));

        // Then
        assertThat(said).isEmpty();
        assertThat(claims.due()).isEmpty();
        evaluator.hear(tiny.plan(unplanned.id()));
        assertThat(claims.due()).extracting(TrainingEnded::attempt).containsExactly("attempt-1", "attempt-2");
    }

    @Test
    void claimsWhoseMasksNobodyDrawsTakeNoMoreThanTheirRoom() {
        // Given
        var hearing = new Evaluator(outgoing -> said.add(outgoing.event()));
        var waiting = new Claims(hearing, new ClaimCheck(store), tiny.measurement(), new Refusals(store));
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));

        // When
        IntStream.rangeClosed(1, 1002).forEach(i -> waiting.on(TinySearch.claim(result, "attempt-" + i)));

        // Then
        assertThat(log.lines.stream()
                        .filter(line -> line.contains("is dropped: nobody has planned it or drawn its mask")))
                .hasSize(2);
        tiny.events().forEach(hearing::hear);
        assertThat(waiting.due()).hasSize(1000).first().isEqualTo(TinySearch.claim(result, "attempt-3"));
    }

    @Test
    void aResultThatIsTooLargeForItsTopicIsRefused() {
        // Given
        var cramped = new Evaluator(outgoing -> {
            if (outgoing.event() instanceof ResultAccepted result && result.outcome() instanceof Outcome.Accepted) {
                throw new OversizedEventException("result-accepted", outgoing.key(), 9 << 20, null);
            }
            said.add(outgoing.event());
        });
        tiny.events().forEach(cramped::hear);
        var strict = new Claims(cramped, new ClaimCheck(store), tiny.measurement(), new Refusals(store));
        var claimed = tiny.result(tiny.ticket(), tiny.pruned(3));

        // When
        for (var attempt : List.of("attempt-1", "attempt-2", "attempt-3")) {
            strict.on(TinySearch.claim(claimed, attempt));
        }

        // Then
        assertThat(said)
                .singleElement()
                .satisfies(it -> assertThat(failure(it)).contains("is more than result-accepted takes"));
    }

    @Test
    void aReasonIsCutToWhatPlansAndVerdictsCanRepeat() {
        var run = tiny.ticket().id();

        claims.on(new TrainingEnded(
                run, "trainer-1", "attempt-1", new TrainingEnded.Outcome.Failed("x".repeat(1 << 20), true, 1)));

        assertThat(said)
                .singleElement()
                .satisfies(it -> assertThat(failure(it)).hasSize(1001).endsWith("x…"));
    }

    @Test
    void everyObjectThatAClaimNamesIsReadOnce() {
        // Given: the data set has been fetched
        claims.on(TinySearch.claim(tiny.result(tiny.dense(), tiny.weights(3)), "attempt-1"));
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));
        int before = store.reads();

        // When
        claims.on(TinySearch.claim(result, "attempt-2"));

        // Then
        assertThat(said).hasSize(2);
        assertThat(result.best()).isEqualTo(result.last());
        assertThat(store.reads() - before)
                .as("weights, mask, model and predictions")
                .isEqualTo(4);
    }

    @Test
    void aDataSetThatIsNotThereIsAFaultOfTheClaim() {
        var spec = tiny.dense();
        var other = spec(spec, spec.network(), null, Digest.of("another data set".getBytes(UTF_8)));
        var result = tiny.result(other, tiny.weights(3));

        assertThatThrownBy(() -> tiny.measurement().measure(result, new ClaimedObjects(tiny.blobs)))
                .hasMessageContaining("is not in the store");
        // As the run of no live search it is not measured.
        evaluator.hear(tiny.plan(other.id()));
        claims.on(TinySearch.claim(result, "attempt-1"));
        assertThat(accepted().measured()).isNull();
        claims.measure(result);
        assertThat(said)
                .hasSize(2)
                .last()
                .satisfies(it -> assertThat(failure(it)).contains("is not in the store"));
    }

    @Test
    void aClaimOnAnotherRunIsRefused() {
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));

        claims.on(new TrainingEnded(
                tiny.dense().id(), "trainer-1", "attempt-1", new TrainingEnded.Outcome.Trained(result)));

        assertThat(said).isEmpty();
        assertThat(log.lines).singleElement().asString().contains("its spec is that of another run");
    }

    @Test
    void aRunIsGivenUpAfterThreeRefusedClaims() {
        // Given
        var result = result(tiny.pruned(3), tiny.pruned(3), tiny.pruned(4));
        claims.on(TinySearch.claim(result, "attempt-1"));
        claims.on(TinySearch.claim(result, "attempt-1"));
        claims.on(TinySearch.claim(result, "attempt-2"));
        assertThat(said).as("the same claim heard again counts once").isEmpty();

        // When
        claims.on(TinySearch.claim(result, "attempt-3"));

        // Then
        assertThat(said).singleElement().satisfies(it -> {
            assertThat(failure(it)).contains("is not that of the best weights");
            assertThat(((Outcome.Failed) ((ResultAccepted) it).outcome()).attempts())
                    .isEqualTo(3);
        });
    }

    @Test
    void aRunThatDivergesIsGivenUpAtOnce() {
        var diverged = TinySearch.changed(tiny.pruned(3), "layer1.0.conv1.weight", 1, Float.NaN);

        claims.on(TinySearch.claim(tiny.result(tiny.ticket(), diverged), "attempt-1"));

        assertThat(said).singleElement().satisfies(it -> assertThat(failure(it)).contains("not finite"));
        assertThat(store.contains(TinySearch.key(tiny.ticket().id()))).isFalse();
    }

    @Test
    void aNetworkThatNobodyKnowsIsGivenUpAtOnce() {
        var spec = tiny.dense();
        var unknown = spec(spec, new Architecture("no-such-net", null, null), null, spec.dataset());

        evaluator.hear(tiny.plan(unknown.id()));

        claims.on(TinySearch.claim(tiny.result(unknown, tiny.weights(3)), "attempt-1"));

        assertThat(said)
                .singleElement()
                .satisfies(it -> assertThat(failure(it)).contains("no network is called no-such-net"));
    }

    @Test
    void aGoodClaimAfterARefusedOneStands() {
        // Given
        claims.on(TinySearch.claim(result(tiny.pruned(3), tiny.pruned(3), tiny.pruned(4)), "attempt-1"));

        // When
        claims.on(TinySearch.claim(tiny.result(tiny.ticket(), tiny.pruned(3)), "attempt-2"));

        // Then
        assertThat(accepted().attempt()).isEqualTo("attempt-2");
    }

    @Test
    void refusingLeavesABetterResultInTheStore() {
        // Given
        var refused = result(tiny.pruned(3), tiny.pruned(3), tiny.pruned(4));
        tiny.result(tiny.ticket(), tiny.pruned(3));

        // When
        claims.on(TinySearch.claim(refused, "attempt-1"));

        // Then
        assertThat(said).isEmpty();
        assertThat(store.contains(TinySearch.key(tiny.ticket().id()))).isTrue();
    }

    @Test
    void aStoreThatDoesNotAnswerIsNoFaultOfTheClaim() {
        // Given
        var claim = TinySearch.claim(tiny.result(tiny.ticket(), tiny.pruned(3)), "attempt-1");
        store.failNext(1);

        // When
        assertThatThrownBy(() -> claims.on(claim))
                .isExactlyInstanceOf(StoreException.class)
                .hasMessage("the store does not answer");

        // Then
        assertThat(said).isEmpty();
        claims.on(claim);
        assertThat(accepted().attempt()).isEqualTo("attempt-1");
    }

    @Test
    void whatServesNoVerdictIsAcceptedForItsWeightsAlone() {
        claims.on(TinySearch.claim(tiny.result(tiny.pretraining(), tiny.weights(3)), "attempt-1"));

        assertThat(accepted().measured()).isNull();
    }

    @Test
    void whatWasAcceptedForItsWeightsIsMeasuredOnceAVerdictNeedsIt() {
        // Given: the claim comes before anybody has heard of the search
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));
        var early = new Evaluator(outgoing -> said.add(outgoing.event()));
        tiny.events().reversed().stream().limit(2).forEach(early::hear);
        var waiting = new Claims(early, new ClaimCheck(store), tiny.measurement(), new Refusals(store));
        waiting.on(TinySearch.claim(result, "attempt-1"));
        assertThat(accepted().measured()).isNull();
        tiny.events().forEach(early::hear);

        // When
        early.turn().forEach(waiting::measure);
        waiting.measure(result);

        // Then
        assertThat(said).hasSize(2);
        assertThat(accepted().measured()).isNotNull();
        assertThat(accepted().attempt()).isEqualTo("attempt-1");
    }

    @Test
    void whatCannotBeMeasuredAfterAllHasFailed() {
        // Given
        var result = result(tiny.pruned(3), tiny.pruned(3), tiny.pruned(4));
        var accepted = new ResultAccepted(result.spec().id(), new Outcome.Accepted("attempt-1", result, null));
        evaluator.hear(accepted);

        // When
        evaluator.turn().forEach(claims::measure);

        // Then
        assertThat(said)
                .singleElement()
                .satisfies(it -> assertThat(failure(it)).contains("is not that of the best weights"));
        assertThat(store.contains(TinySearch.key(result.spec().id()))).isFalse();
    }

    @Test
    void onlyAFailureForGoodIsSaid() {
        // Given
        claims.on(failed(new TrainingEnded.Outcome.Failed("out of memory", false, 2)));
        assertThat(said).isEmpty();

        // When
        claims.on(failed(new TrainingEnded.Outcome.Failed("out of memory", true, 3)));

        // Then
        assertThat(said)
                .containsExactly(new ResultAccepted(tiny.ticket().id(), new Outcome.Failed("out of memory", 3)));
    }

    private TrainingEnded failed(TrainingEnded.Outcome.Failed failure) {
        return new TrainingEnded(tiny.ticket().id(), "trainer-1", "attempt-1", failure);
    }

    /** Refused in one line, forgotten by the store, and nothing said: the pruner may ask again. */
    private void refused(RunResult result, String why) {
        claims.on(TinySearch.claim(result, "attempt-1"));

        assertThat(said).isEmpty();
        assertThat(log.lines)
                .singleElement()
                .asString()
                .contains("does not stand: ")
                .contains(why)
                .doesNotContain("\n");
    }

    private RunResult result(Weights last, Weights best, Weights emitted) {
        return tiny.result(tiny.ticket(), last, best, emitted, UnaryOperator.identity());
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

    private RunResult with(RunResult result, RunSpec spec, ObjectRef last, ObjectRef onnx) {
        var changed = new RunResult(
                spec,
                result.epochs(),
                result.chosenEpoch(),
                result.test(),
                result.remaining(),
                last,
                result.best(),
                onnx,
                result.kept(),
                result.fingerprint(),
                result.provenance());
        store.write(TinySearch.key(spec.id()), Json.write(changed).getBytes(UTF_8));
        return changed;
    }

    private static RunSpec spec(RunSpec spec, Architecture network, @Nullable Digest mask, Digest dataset) {
        return new RunSpec(
                spec.specVersion(),
                network,
                spec.weights(),
                spec.initialSeed(),
                mask,
                spec.task(),
                dataset,
                spec.recipe(),
                spec.fresh(),
                spec.keepEpochs(),
                spec.seed(),
                spec.repetition());
    }

    private Outcome.Accepted accepted() {
        return (Outcome.Accepted) ((ResultAccepted) said.getLast()).outcome();
    }

    private static String failure(Object event) {
        return ((Outcome.Failed) ((ResultAccepted) event).outcome()).reason();
    }

    /** What was warned of. */
    private static final class Log extends Handler {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            lines.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
