package dev.tombola.simulation;

import dev.tombola.evaluator.ClaimCheck;
import dev.tombola.evaluator.Claims;
import dev.tombola.evaluator.Evaluator;
import dev.tombola.evaluator.Measurement;
import dev.tombola.evaluator.Refusals;
import dev.tombola.kafka.EventWriter.Outgoing;
import dev.tombola.pruner.DrawTicket;
import dev.tombola.pruner.Pruner;
import dev.tombola.pruner.plan.Reaper;
import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.run.Fingerprint;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.StoreException;
import dev.tombola.trainer.TrainerLoop;
import dev.tombola.trainer.run.AttemptTally;
import dev.tombola.trainer.run.Checkpoints;
import dev.tombola.trainer.run.Results;
import dev.tombola.trainer.run.TrainRun;
import dev.tombola.trainer.run.TrainerIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;

/** The services' processes: production's parts, and in place of their loops over Kafka and threads the like of them here. */
final class Processes {
    static final Duration CHECKPOINTS = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 40;
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(7);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(5);
    private static final Fingerprint FINGERPRINT = new Fingerprint("toy", "none", 1, "float32");
    private static final List<Topic<?>> PRUNER_HEARS = List.of(
            Topics.SEARCHES,
            Topics.SEARCH_PLANNED,
            Topics.TICKET_DRAWN,
            Topics.TRAINING_REQUESTED,
            Topics.TRAINING_WITHDRAWN,
            Topics.RESULT_ACCEPTED,
            Topics.SEARCH_CONCLUDED);
    private static final List<Topic<?>> EVALUATOR_HEARS = List.of(
            Topics.SEARCHES,
            Topics.SEARCH_PLANNED,
            Topics.TICKET_DRAWN,
            Topics.TRAINING_ENDED,
            Topics.RESULT_ACCEPTED,
            Topics.TICKET_EVALUATED,
            Topics.SEARCH_CONCLUDED);

    private final Surroundings here;
    private final int trainers;

    Processes(Surroundings here, int trainers) {
        this.here = here;
        this.trainers = trainers;
    }

    void pruner(Instance instance) {
        instance.fiber(() -> guarded(instance, () -> prune(instance)));
    }

    void evaluator(Instance instance) {
        instance.fiber(() -> guarded(instance, () -> evaluate(instance)));
    }

    void trainer(Instance instance) {
        instance.fiber(() -> guarded(instance, () -> train(instance)));
    }

    /** As {@code PrunerLoop}. */
    private void prune(Instance instance) {
        var stopping = new AtomicBoolean();
        instance.onTerminate(() -> stopping.set(true));
        var mouth = here.tampering().pruner(here.broker().fenced("pruner", instance));
        var log = here.broker().reader(PRUNER_HEARS);
        var pruner = new Pruner(new DrawTicket(new Blobs(here.store())), mouth);
        var reaper = new Reaper(GRACE);
        boolean news = true;
        var again = Instant.MAX;
        var reaping = Instant.EPOCH;
        while (!stopping.get()) {
            here.time().pause(here.fate().upTo(POLL));
            var heard = log.poll();
            heard.forEach(event -> {
                pruner.hear(event.value());
                reaper.hear(event.value(), event.partition(), event.offset());
            });
            news |= !heard.isEmpty();
            var now = here.time().now();
            if (log.isCaughtUp() && (news || now.isAfter(again))) {
                again = pruner.turn(trainers) ? Instant.MAX : here.time().now().plus(PAUSE_AFTER_FAULT);
                news = false;
            }
            if (log.isCaughtUp() && pruner.outstanding() > 0 && now.isAfter(reaping)) {
                pruner.askAgain(reaper.lost(pruner.asked(), here.queue().answered(), now));
                reaping = now.plus(PAUSE_AFTER_FAULT);
            }
        }
    }

    /** As {@code EvaluatorLoop}, with its three threads. */
    private void evaluate(Instance instance) {
        var stopping = new AtomicBoolean();
        instance.onTerminate(() -> stopping.set(true));
        var store = here.store();
        var blobs = new Blobs(store);
        var evaluator = new Evaluator(here.tampering().evaluator(here.broker().fenced("evaluator", instance)));
        var log = here.broker().reader(EVALUATOR_HEARS);
        var claims = new Claims(
                evaluator,
                new ClaimCheck(store),
                new Measurement(blobs, new ToyEngine.Second(), here.images().splits()),
                new Refusals(store));
        var critical = instance.executor();
        var measuring = instance.executor();
        var waiting = new ArrayList<TrainingEnded>();
        var beingMeasured = new HashSet<RunId>();
        while (!stopping.get()) {
            here.time().pause(here.fate().upTo(POLL));
            for (var event : log.poll()) {
                if (event.value() instanceof TrainingEnded claim) {
                    waiting.add(claim);
                } else {
                    evaluator.hear(event.value());
                }
            }
            if (log.isCaughtUp()) {
                waiting.addAll(claims.due());
                waiting.forEach(claim -> {
                    boolean measured =
                            evaluator.accepted(claim.run()).isEmpty() && evaluator.servesVerdict(claim.run());
                    patiently(instance, measured ? measuring : critical, () -> claims.on(claim));
                });
                waiting.clear();
                evaluator.turn().stream()
                        .filter(result -> beingMeasured.add(result.spec().id()))
                        .forEach(result -> patiently(instance, measuring, () -> claims.measure(result)));
            }
        }
        instance.kill(); // its other threads end with it
    }

    /** As {@code PatientThread}. */
    private void patiently(Instance instance, Executor thread, Runnable work) {
        thread.execute(() -> guarded(instance, () -> {
            try {
                work.run();
            } catch (StoreException e) {
                here.note("tries again: %s", String.valueOf(e.getMessage()));
                here.time().after(PAUSE_AFTER_FAULT, () -> patiently(instance, thread, work));
            }
        }));
    }

    private void train(Instance instance) {
        var store = here.tampering().store(here.store());
        var trainer = new TrainerIdentity(instance.name(), "nowhere", "cpu");
        var run = new TrainRun(
                trainer,
                new TrainRun.Stores(
                        new Blobs(store),
                        new Results(store, FINGERPRINT),
                        new Checkpoints(store, FINGERPRINT, here.images().folder()),
                        new AttemptTally(store, trainer, ATTEMPTS, here.time()),
                        new DataSetCatalogue(store),
                        here.images().folder()),
                here.tampering().engine(new ToyEngine(here.time(), here.fate(), here.invariants())),
                _ -> {},
                CHECKPOINTS,
                Runnable::run,
                here.time());
        var source = here.queue().source(instance);
        var loop = new TrainerLoop(
                instance.name(),
                here.tampering().queue(source),
                new FiberWorker(here, instance, run),
                new WithdrawnSoFar(here),
                ended -> publish(ended, source),
                TIME_TO_STOP,
                here.time());
        instance.onTerminate(loop::stop);
        loop.run();
        instance.kill(); // what still trains ends with it
    }

    private void publish(TrainingEnded ended, ShareGroup.Source source) {
        here.invariants().publishesNothingAfterALostLease(ended, source.latest());
        here.time().pause(here.fate().upTo(Duration.ofMillis(20)));
        var claim = new Outgoing<>(Topics.TRAINING_ENDED, ended);
        boolean odd = here.fate().strikes(Hazard.DOUBLE_SEND);
        boolean doubled = odd && here.fate().coin();
        boolean lost = odd && !doubled && here.fate().coin();
        if (!lost) {
            here.broker().append(claim);
        }
        if (doubled) {
            here.time()
                    .after(
                            here.fate().upTo(Duration.ofSeconds(5)),
                            () -> here.broker().append(claim));
        }
        here.time().pause(here.fate().upTo(Duration.ofMillis(20)));
        if (odd && !doubled) {
            throw new KafkaException("nobody knows whether the claim was written");
        }
    }

    /** A service that meets what it does not expect ends, and is started again. */
    private void guarded(Instance instance, Runnable work) {
        try {
            work.run();
        } catch (KafkaException | StoreException e) {
            here.note("stops: %s", e);
            instance.kill();
        } catch (RuntimeException e) {
            here.invariants().endsForNoOtherReasonThanAFault(instance.name(), e);
        }
    }
}
