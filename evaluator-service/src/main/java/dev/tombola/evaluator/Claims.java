package dev.tombola.evaluator;

import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.event.RunResult;
import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.search.RunId;
import dev.tombola.ticket.store.AlteredObjectException;
import dev.tombola.ticket.store.MissingObjectException;
import org.jboss.logging.Logger;

/** Decides about trainers' claims: the first that stands is accepted, later ones are compared with it. */
final class Claims {
    private static final Logger LOG = Logger.getLogger(Claims.class);

    private final Evaluator evaluator;
    private final ClaimCheck check;
    private final Measurement measurement;

    Claims(Evaluator evaluator, ClaimCheck check, Measurement measurement) {
        this.evaluator = evaluator;
        this.check = check;
        this.measurement = measurement;
    }

    void on(TrainingEnded claim) {
        switch (claim.outcome()) {
            case TrainingEnded.Outcome.Trained trained -> on(claim, trained.result());
            case TrainingEnded.Outcome.Failed failed -> on(claim, failed);
            case TrainingEnded.Outcome.Released _ -> {} // it is back in the queue
        }
    }

    /** Measures a result that was accepted for its weights alone, now that a verdict needs its number. */
    void measure(RunResult result) {
        evaluator.accepted(result.spec().id()).ifPresent(known -> {
            if (known.outcome() instanceof Outcome.Accepted accepted && accepted.measured() == null) {
                accept(known.run(), new Outcome.Accepted(accepted.attempt(), result, measurement.measure(result)));
            }
        });
    }

    private void on(TrainingEnded claim, RunResult result) {
        var earlier = evaluator.accepted(claim.run());
        if (earlier.isPresent()) {
            compare(claim, result, earlier.get());
            return;
        }
        try {
            var complaint =
                    check.complaint(claim, result, evaluator.mask(result.spec().mask()));
            if (complaint.isPresent()) {
                refuse(claim, complaint.get());
            } else {
                var measured = evaluator.servesVerdict(claim.run()) ? measurement.measure(result) : null;
                accept(claim.run(), new Outcome.Accepted(claim.attempt(), result, measured));
            }
        } catch (MissingObjectException | AlteredObjectException e) {
            refuse(claim, String.valueOf(e.getMessage()));
        }
    }

    private void on(TrainingEnded claim, TrainingEnded.Outcome.Failed failed) {
        LOG.warnf(
                "run %s failed at %s (attempt %d): %s",
                claim.run().brief(), claim.trainer(), failed.attempts(), failed.reason());
        if (failed.permanent()) {
            accept(claim.run(), new Outcome.Failed(failed.reason(), failed.attempts()));
        }
    }

    private void refuse(TrainingEnded claim, String complaint) {
        LOG.errorf(
                "claim of %s on run %s does not stand: %s",
                claim.trainer(), claim.run().brief(), complaint);
    }

    /** Two of one run may cross: what is accepted first stays. */
    private synchronized void accept(RunId run, Outcome outcome) {
        var known = evaluator.accepted(run);
        boolean better = known.isEmpty()
                || (known.get().outcome() instanceof Outcome.Accepted accepted
                        && accepted.measured() == null
                        && outcome instanceof Outcome.Accepted now
                        && now.measured() != null);
        if (better) {
            evaluator.accept(new ResultAccepted(run, outcome));
        }
    }

    private static void compare(TrainingEnded claim, RunResult result, ResultAccepted earlier) {
        if (earlier.outcome() instanceof Outcome.Accepted accepted
                && accepted.result().fingerprint().equals(result.fingerprint())
                && !accepted.result().last().equals(result.last())) {
            LOG.errorf(
                    "run %s: %s and %s have one numeric fingerprint but came to different weights: this is a defect",
                    claim.run().brief(), accepted.result().provenance().trainer(), claim.trainer());
        }
    }
}
