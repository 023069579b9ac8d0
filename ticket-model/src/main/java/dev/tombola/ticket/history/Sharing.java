package dev.tombola.ticket.history;

import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.run.Provenance;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.RunSpec;
import java.util.HashMap;
import java.util.Map;

/** Holds equal parts of results once: thousands of runs name the same tensors, recipes and data sets. */
final class Sharing {
    private final Map<Object, Object> known = new HashMap<>();

    /** An equal one. */
    ResultAccepted of(ResultAccepted accepted) {
        return accepted.outcome() instanceof Outcome.Accepted(var attempt, var result, var measured)
                ? new ResultAccepted(accepted.run(), new Outcome.Accepted(attempt, shared(result), measured))
                : accepted;
    }

    private RunResult shared(RunResult result) {
        return new RunResult(
                shared(result.spec()),
                result.epochs(),
                result.chosenEpoch(),
                result.test(),
                result.remaining(),
                result.last(),
                result.best(),
                result.onnx(),
                result.kept(),
                result.state(),
                result.beside(),
                once(result.fingerprint()),
                shared(result.provenance()));
    }

    private RunSpec shared(RunSpec spec) {
        return new RunSpec(
                spec.specVersion(),
                once(spec.network()),
                spec.weights(),
                spec.initialSeed(),
                spec.mask(),
                once(spec.task()),
                once(spec.dataset()),
                once(spec.recipe()),
                once(spec.fresh()),
                spec.keepEpochs(),
                spec.seed(),
                spec.inherited(),
                spec.repetition());
    }

    private Provenance shared(Provenance provenance) {
        return new Provenance(
                once(provenance.trainer()),
                once(provenance.host()),
                once(provenance.device()),
                provenance.startedAt(),
                provenance.seconds(),
                once(provenance.loaded()),
                once(provenance.fresh()),
                once(provenance.dropped()),
                once(provenance.pruned()),
                provenance.stretches());
    }

    @SuppressWarnings("unchecked") // equal parts are of one type
    private <T> T once(T part) {
        return (T) known.computeIfAbsent(part, itself -> itself);
    }
}
