package dev.tombola.ticket.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tombola.ticket.store.ObjectRef;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a training run came to; also {@code runs/<id>/result.json} in the bucket.
 *
 * @param chosenEpoch whose weights {@code best} are, and which the metric was measured with
 * @param remaining fraction of the prunable weights of {@code last} that are not zero
 * @param last weights after the last step: what chains prune
 * @param best weights of the chosen epoch: what verdicts use
 * @param onnx the network with the best weights; its metadata has the input's normalisation
 * @param kept weights of the epochs that the spec asks for
 * @param state what it leaves beside its last weights: head, optimizer, queue, key encoder; absent of a classification
 * @param beside what was measured beside the metric that judges, by name
 */
public record RunResult(
        RunSpec spec,
        List<EpochMetrics> epochs,
        int chosenEpoch,
        Metric test,
        double remaining,
        ObjectRef last,
        ObjectRef best,
        ObjectRef onnx,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<Integer, ObjectRef> kept,
        @Nullable ObjectRef state,
        Map<String, Double> beside,
        Fingerprint fingerprint,
        Provenance provenance) {
    /** Of a classification that was measured in one way. */
    public RunResult(
            RunSpec spec,
            List<EpochMetrics> epochs,
            int chosenEpoch,
            Metric test,
            double remaining,
            ObjectRef last,
            ObjectRef best,
            ObjectRef onnx,
            Map<Integer, ObjectRef> kept,
            Fingerprint fingerprint,
            Provenance provenance) {
        this(
                spec,
                epochs,
                chosenEpoch,
                test,
                remaining,
                last,
                best,
                onnx,
                kept,
                null,
                Map.of(),
                fingerprint,
                provenance);
    }

    @JsonCreator
    public RunResult {
        beside = beside == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(beside));
        epochs = epochs == null ? List.of() : List.copyOf(epochs);
        kept = kept == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(kept)); // equal events, equal bytes
    }
}
