package dev.tombola.evaluator;

import dev.tombola.evaluator.Finding.Faulty;
import dev.tombola.evaluator.Finding.Stands;
import dev.tombola.kafka.OversizedEventException;
import dev.tombola.store.dataset.MissingDataSetException;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.ResultAccepted.Measured;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.run.Fingerprint;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.Stretch;
import dev.tombola.ticket.store.AlteredObjectException;
import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.OversizedObjectException;
import dev.tombola.ticket.store.StoreException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Decides about trainers' claims: the first that stands is accepted, later ones are compared with it. Whatever is wrong with
 * a claim is said of that claim; what escapes are passing faults, of the store or of the topics, and nothing is decided then.
 */
public final class Claims {
    /** How many claims on a run may be refused before it is given up. */
    private static final int REFUSALS = 3;

    /** Claims that may wait. */
    private static final int MOST_EARLY = 1000;

    /** Of a reason for failing, which verdicts and plans repeat. */
    private static final int LONGEST_REASON = 1000;

    private static final Logger LOG = Logger.getLogger(Claims.class);

    private final Evaluator evaluator;
    private final ClaimCheck check;
    private final Measurement measurement;
    private final Refusals refusals;

    /** Claims that came before their plan or mask: topics are not heard in the order in which they were written. */
    private final List<TrainingEnded> early = new ArrayList<>();

    public Claims(Evaluator evaluator, ClaimCheck check, Measurement measurement, Refusals refusals) {
        this.evaluator = evaluator;
        this.check = check;
        this.measurement = measurement;
        this.refusals = refusals;
    }

    void on(TrainingEnded claim) {
        switch (claim.outcome()) {
            case TrainingEnded.Outcome.Released _ -> {} // it is back in the queue
            case TrainingEnded.Outcome.Trained _ when isEarly(claim) -> keep(claim);
            case TrainingEnded.Outcome.Failed _ when isEarly(claim) -> keep(claim);
            case TrainingEnded.Outcome.Trained trained -> on(claim, trained.result());
            case TrainingEnded.Outcome.Failed failed -> on(claim, failed);
        }
    }

    /** Takes back the claims that had come too early, and no longer are. */
    synchronized List<TrainingEnded> due() {
        var due = early.stream().filter(claim -> !isEarly(claim)).toList();
        early.removeAll(due);
        return due;
    }

    /** A plan or mask that nobody ever makes is waited for as long as there is room. */
    private synchronized void keep(TrainingEnded claim) {
        LOG.infof(
                "claim of %s on run %s waits for its plan or its mask",
                claim.trainer(), claim.run().brief());
        early.add(claim);
        if (early.size() > MOST_EARLY) {
            var oldest = early.removeFirst();
            LOG.errorf(
                    "claim of %s on run %s is dropped: nobody has planned it or drawn its mask, and %d others wait",
                    oldest.trainer(), oldest.run().brief(), MOST_EARLY);
        }
    }

    /** Of a run that no search has planned, or with a mask that nobody has drawn. */
    private boolean isEarly(TrainingEnded claim) {
        return !evaluator.isPlanned(claim.run())
                || (claim.outcome() instanceof TrainingEnded.Outcome.Trained(var result)
                        && result.spec().mask() != null
                        && result.spec().id().equals(claim.run())
                        && evaluator.mask(result.spec().mask()).isEmpty());
    }

    /**
     * Measures a result that was accepted for its weights alone, now that a verdict needs its number. Where that cannot be,
     * the run has failed after all: a verdict would be waited for without end otherwise.
     */
    void measure(RunResult result) {
        var run = result.spec().id();
        unmeasured(run).ifPresent(accepted -> {
            var outcome = switch (examine(run, () -> measured(accepted.result(), check.objects()))) {
                case Stands(var measured) -> new Outcome.Accepted(accepted.attempt(), accepted.result(), measured);
                case Faulty faulty -> {
                    refusals.forget(run, accepted.result());
                    yield new Outcome.Failed("its network cannot be measured: " + faulty.why(), 1);
                }
            };
            replace(run, outcome);
        });
    }

    private void on(TrainingEnded claim, RunResult result) {
        var earlier = evaluator.accepted(claim.run());
        if (earlier.isPresent()) {
            compare(claim, result, earlier.get());
            return;
        }
        switch (examine(claim.run(), () -> judged(claim, result))) {
            case Stands(var measured) -> acceptOrRefuse(claim, result, measured);
            case Faulty faulty -> refuse(claim, result, faulty);
        }
    }

    private void acceptOrRefuse(TrainingEnded claim, RunResult result, @Nullable Measured measured) {
        try {
            accept(claim.run(), new Outcome.Accepted(claim.attempt(), result, measured));
        } catch (OversizedEventException e) {
            refuse(claim, result, new Faulty(String.valueOf(e.getMessage()), false));
        }
    }

    private static String brief(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
    }

    private void on(TrainingEnded claim, TrainingEnded.Outcome.Failed failed) {
        LOG.warnf(
                "run %s failed at %s (attempt %d): %s",
                claim.run().brief(), claim.trainer(), failed.attempts(), brief(failed.reason()));
        if (failed.permanent()) {
            accept(claim.run(), new Outcome.Failed(brief(failed.reason()), failed.attempts()));
        }
    }

    private Finding judged(TrainingEnded claim, RunResult result) {
        var objects = check.objects();
        var complaint =
                check.complaint(claim, result, evaluator.mask(result.spec().mask()), objects);
        if (complaint.isPresent()) {
            return complaint.get();
        }
        check.requireAll(result);
        return evaluator.servesVerdict(claim.run()) ? measured(result, objects) : new Stands(null);
    }

    private Finding measured(RunResult result, ClaimedObjects objects) {
        var complaint =
                check.complaintOfMeasured(result, evaluator.mask(result.spec().mask()), objects);
        return complaint.isPresent() ? complaint.get() : new Stands(measurement.measure(result, objects));
    }

    /** What a claim names comes from elsewhere, so whatever goes wrong with it is a fault of the claim. */
    private static Finding examine(RunId run, Supplier<Finding> look) {
        try {
            return look.get();
        } catch (MissingObjectException
                | AlteredObjectException
                | OversizedObjectException
                | MissingDataSetException e) {
            return new Faulty(String.valueOf(e.getMessage()), false);
        } catch (StoreException | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debugf(e, "looking at run %s", run.brief());
            return new Faulty(Objects.requireNonNullElse(e.getMessage(), e.toString()), false);
        }
    }

    /** Asking for the run again is the pruner's part; after so many times, or where it is no use, it has failed. */
    private void refuse(TrainingEnded claim, RunResult result, Faulty faulty) {
        LOG.errorf(
                "claim of %s on run %s does not stand: %s",
                claim.trainer(), claim.run().brief(), faulty.why());
        int refused = refusals.add(claim, result);
        if (faulty.hopeless() || refused >= REFUSALS) {
            accept(claim.run(), new Outcome.Failed("what was claimed does not stand: " + faulty.why(), refused));
        }
    }

    /** Two of one run may cross: what is accepted first stays. */
    private synchronized void accept(RunId run, Outcome outcome) {
        if (evaluator.accepted(run).isEmpty()) {
            evaluator.accept(new ResultAccepted(run, outcome));
        }
    }

    private synchronized void replace(RunId run, Outcome outcome) {
        if (unmeasured(run).isPresent()) {
            evaluator.accept(new ResultAccepted(run, outcome));
        }
    }

    private Optional<Outcome.Accepted> unmeasured(RunId run) {
        return evaluator
                .accepted(run)
                .map(known -> known.outcome() instanceof Outcome.Accepted accepted ? accepted : null)
                .filter(accepted -> accepted.measured() == null);
    }

    private static void compare(TrainingEnded claim, RunResult result, ResultAccepted earlier) {
        if (earlier.outcome() instanceof Outcome.Accepted accepted
                && fingerprints(result).size() == 1
                && fingerprints(result).equals(fingerprints(accepted.result()))
                && !isEqual(accepted.result(), result)) {
            LOG.errorf(
                    "run %s: %s and %s have one numeric fingerprint but came to different bytes: this is a defect",
                    claim.run().brief(), accepted.result().provenance().trainer(), claim.trainer());
        }
    }

    /** What chains go on from. */
    private static boolean isEqual(RunResult one, RunResult other) {
        return one.last().equals(other.last()) && Objects.equals(one.state(), other.state());
    }

    /** More than one where the run went on from a checkpoint of another kind of trainer. */
    private static Set<Fingerprint> fingerprints(RunResult result) {
        return Stream.concat(
                        Stream.of(result.fingerprint()),
                        result.provenance().stretches().stream().map(Stretch::fingerprint))
                .collect(Collectors.toSet());
    }
}
