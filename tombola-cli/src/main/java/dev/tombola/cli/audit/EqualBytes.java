package dev.tombola.cli.audit;

import dev.tombola.cli.audit.Violation.Kind;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.run.Fingerprint;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.Stretch;
import dev.tombola.ticket.store.ObjectRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Equal runs gave equal bytes, wherever the numeric fingerprint was one from the first step to the last. */
final class EqualBytes {
    private final Evidence evidence;

    EqualBytes(Evidence evidence) {
        this.evidence = evidence;
    }

    /** All that has to be equal. */
    private record Content(
            ObjectRef last,
            ObjectRef best,
            ObjectRef onnx,
            Map<Integer, ObjectRef> kept,
            @Nullable ObjectRef state,
            ObjectRef predictions,
            Map<String, Double> beside) {
        static Content of(RunResult result) {
            return new Content(
                    result.last(),
                    result.best(),
                    result.onnx(),
                    result.kept(),
                    result.state(),
                    result.test().predictions(),
                    result.beside());
        }
    }

    /** How many claims there are to compare. */
    int claims(RunId run) {
        return evidence.claims(run).size();
    }

    List<Violation> of(RunId run) {
        var first = new HashMap<Fingerprint, RunResult>();
        var violations = new ArrayList<Violation>();
        evidence.accepted(run)
                .map(Outcome.Accepted::result)
                .filter(EqualBytes::hasOneFingerprint)
                .ifPresent(result -> first.put(result.fingerprint(), result));
        for (var claim : evidence.claims(run)) {
            var known = hasOneFingerprint(claim) ? first.putIfAbsent(claim.fingerprint(), claim) : null;
            if (known != null && !Content.of(known).equals(Content.of(claim))) {
                violations.add(new Violation(
                        Kind.UNEQUAL_BYTES,
                        "run %s: %s and %s have one numeric fingerprint and came to different bytes"
                                .formatted(run.brief(), trainer(known), trainer(claim))));
            }
        }
        return violations;
    }

    private static boolean hasOneFingerprint(RunResult result) {
        return result.provenance().stretches().stream()
                .map(Stretch::fingerprint)
                .allMatch(result.fingerprint()::equals);
    }

    private static String trainer(RunResult result) {
        return result.provenance().trainer();
    }
}
