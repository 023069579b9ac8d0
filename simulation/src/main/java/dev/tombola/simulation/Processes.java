package dev.tombola.simulation;

import dev.tombola.evaluator.ClaimCheck;
import dev.tombola.evaluator.Claims;
import dev.tombola.evaluator.Evaluator;
import dev.tombola.evaluator.EvaluatorTurns;
import dev.tombola.evaluator.Measurement;
import dev.tombola.evaluator.Refusals;
import dev.tombola.kafka.EventWriter.Outgoing;
import dev.tombola.pruner.DrawTicket;
import dev.tombola.pruner.Pruner;
import dev.tombola.pruner.PrunerTurns;
import dev.tombola.pruner.plan.Reaper;
import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.run.Fingerprint;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.StoreException;
import dev.tombola.trainer.TrainerLoop;
import dev.tombola.trainer.run.AttemptTally;
import dev.tombola.trainer.run.Checkpoints;
import dev.tombola.trainer.run.Results;
import dev.tombola.trainer.run.TrainRun;
import dev.tombola.trainer.run.TrainerIdentity;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;

/** The services' processes: production's parts, on fibers, topics and a queue of this module. */
final class Processes {
    static final Duration CHECKPOINTS = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 40;
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(7);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Fingerprint FINGERPRINT = new Fingerprint("toy", "none", 1, "float32");

    private final Surroundings here;

    Processes(Surroundings here) {
        this.here = here;
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

    private void prune(Instance instance) {
        var stopping = new AtomicBoolean();
        instance.onTerminate(() -> stopping.set(true));
        var mouth = here.tampering().pruner(here.broker().fenced("pruner", instance));
        var log = here.broker().reader(PrunerTurns.TOPICS);
        var pruner = new Pruner(new DrawTicket(new Blobs(here.store())), mouth);
        var trainers = new BusyBrokers(here.queue(), here.fate());
        var turns = new PrunerTurns(pruner, new Reaper(GRACE), trainers, here.time());
        while (!stopping.get()) {
            here.time().pause(here.fate().upTo(PrunerTurns.IDLE));
            turns.tick(log.poll(), log.isCaughtUp());
        }
    }

    private void evaluate(Instance instance) {
        var stopping = new AtomicBoolean();
        instance.onTerminate(() -> stopping.set(true));
        var store = here.store();
        var evaluator = new Evaluator(here.tampering().evaluator(here.broker().fenced("evaluator", instance)));
        var log = here.broker().reader(EvaluatorTurns.TOPICS);
        var measurement = new Measurement(
                new Blobs(store), new ToyEngine.Second(), here.images().splits());
        var turns = new EvaluatorTurns(
                evaluator,
                new Claims(evaluator, new ClaimCheck(store), measurement, new Refusals(store)),
                new FiberBench(here.time(), instance),
                new FiberBench(here.time(), instance),
                e -> ends(instance, e));
        while (!stopping.get()) {
            here.time().pause(here.fate().upTo(EvaluatorTurns.IDLE));
            turns.tick(log.poll(), log.isCaughtUp());
        }
        instance.kill(); // its other threads end with it
    }

    private void train(Instance instance) {
        var store = here.tampering().store(here.store());
        var trainer = new TrainerIdentity(instance.name(), "nowhere", "cpu");
        var run = new TrainRun(
                trainer,
                new TrainRun.Stores(
                        new Blobs(store),
                        new Results(store, FINGERPRINT, here.images().folder()),
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

    private void guarded(Instance instance, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            ends(instance, e);
        }
    }

    /** A service that meets what it does not expect ends, and is started again. */
    private void ends(Instance instance, Throwable met) {
        switch (met) {
            case KafkaException fault -> stops(instance, fault);
            case StoreException fault -> stops(instance, fault);
            case RuntimeException defect -> here.invariants().endsForNoOtherReasonThanAFault(instance.name(), defect);
            case Error error -> throw error;
            default -> throw new AssertionError(met);
        }
    }

    private void stops(Instance instance, RuntimeException fault) {
        here.note("stops: %s", fault);
        instance.kill();
    }
}
