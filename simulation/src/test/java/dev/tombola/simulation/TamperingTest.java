package dev.tombola.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.kafka.EventWriter.Outgoing;
import dev.tombola.testkit.ForwardingStore;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.trainer.RequestLease;
import dev.tombola.trainer.RequestSource;
import dev.tombola.trainer.run.Engine;
import dev.tombola.vision.djl.training.Checkpoint;
import dev.tombola.vision.djl.training.TrainingState;
import dev.tombola.vision.network.Weights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that are broken on purpose: the simulation notices, and says which. */
class TamperingTest {
    private static final Logger LOG = Logger.getLogger("dev.tombola");
    private static final int SCHEDULES = 200;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void silence() {
        LOG.setLevel(Level.OFF);
    }

    @Test
    void aPlannerThatForgetsRequests() {
        assertThat(brokenBy(new Tampering() {
                    @Override
                    public Consumer<Outgoing<?>> pruner(Consumer<Outgoing<?>> mouth) {
                        return said -> {
                            boolean forgotten = said.event() instanceof TrainingRequested request
                                    && request.run().spec().mask() != null;
                            if (!forgotten) {
                                mouth.accept(said);
                            }
                        };
                    }
                }))
                .isEqualTo("everySearchConcludes");
    }

    @Test
    void anEvaluatorThatChangesItsMind() {
        assertThat(brokenBy(new Tampering() {
                    @Override
                    public Consumer<Outgoing<?>> evaluator(Consumer<Outgoing<?>> mouth) {
                        return said -> {
                            mouth.accept(said);
                            if (said.event() instanceof ResultAccepted(var run, Outcome.Accepted accepted)) {
                                var other = new Outcome.Accepted("another", accepted.result(), accepted.measured());
                                mouth.accept(new Outgoing<>(Topics.RESULT_ACCEPTED, new ResultAccepted(run, other)));
                            }
                        };
                    }
                }))
                .isEqualTo("anAcceptedResultOnlyEverBecomesMeasured");
    }

    @Test
    void aTrainerThatIgnoresTheLossOfItsLease() {
        assertThat(brokenBy(new Tampering() {
                    @Override
                    public RequestSource queue(RequestSource source) {
                        return new Stubborn(source);
                    }
                }))
                .isEqualTo("publishesNothingAfterALostLease");
    }

    @Test
    void aCheckpointThatLeavesTheVelocityOut() {
        assertThat(brokenBy(new Tampering() {
                    @Override
                    public Engine engine(Engine engine) {
                        return (assignment, from, listener, control) ->
                                engine.run(assignment, from == null ? null : withoutVelocity(from), listener, control);
                    }
                }))
                .isEqualTo("everyPlannedRunHasTheSameEnd");
    }

    @Test
    void aRoundThatLeavesAnotherState() {
        assertThat(brokenBy(accepting(result -> leaving(result, result.onnx(), result.beside()))))
                .isEqualTo("everyPlannedRunHasTheSameEnd");
    }

    @Test
    void aRoundOfWhichSomethingElseIsMeasuredBeside() {
        assertThat(brokenBy(accepting(result -> leaving(result, result.state(), Map.of("knn", 0.5)))))
                .isEqualTo("everyPlannedRunHasTheSameEnd");
    }

    @Test
    void trainersThatBeginAtTheBeginningEachTime() {
        assertThat(brokenBy(new Tampering() {
                    @Override
                    public ObjectStore store(ObjectStore store) {
                        return new WithoutCheckpoints(store);
                    }
                }))
                .isEqualTo("stepsInVainAreBounded");
    }

    @Test
    void aPlannerThatAsksTwiceForShortRuns() {
        assertThat(brokenBy(new Tampering() {
                    @Override
                    public Consumer<Outgoing<?>> pruner(Consumer<Outgoing<?>> mouth) {
                        return said -> {
                            mouth.accept(said);
                            boolean isShort = said.event() instanceof TrainingRequested request
                                    && Objects.equals(
                                            request.run().spec().recipe().steps(), 12);
                            if (isShort) { // too short for the bound on steps to notice
                                mouth.accept(said);
                            }
                        };
                    }
                }))
                .isEqualTo("nothingIsTrainedAgainWithoutACause");
    }

    /** An evaluator that says something else than what it was told. */
    private static Tampering accepting(UnaryOperator<RunResult> other) {
        return new Tampering() {
            @Override
            public Consumer<Outgoing<?>> evaluator(Consumer<Outgoing<?>> mouth) {
                return said -> mouth.accept(
                        said.event() instanceof ResultAccepted(var run, Outcome.Accepted accepted)
                                ? new Outgoing<>(
                                        Topics.RESULT_ACCEPTED,
                                        new ResultAccepted(
                                                run,
                                                new Outcome.Accepted(
                                                        accepted.attempt(),
                                                        other.apply(accepted.result()),
                                                        accepted.measured())))
                                : said);
            }
        };
    }

    private static RunResult leaving(RunResult result, @Nullable ObjectRef state, Map<String, Double> beside) {
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
                state,
                beside,
                result.fingerprint(),
                result.provenance());
    }

    /** The first invariant that a schedule sees broken. */
    private static String brokenBy(Tampering tampering) {
        var schedules = new Schedules(new Images(folder));
        for (long seed = 1; seed <= SCHEDULES; seed++) {
            try {
                schedules.run(seed, new Trace(10), tampering);
            } catch (BrokenInvariant e) {
                assertThat(e).hasMessageContaining("-Dsimulation.seed=" + seed);
                return e.invariant();
            }
        }
        return "none";
    }

    private static Checkpoint withoutVelocity(Checkpoint from) {
        var known = Objects.requireNonNull(from.state().velocity());
        var velocity = Weights.of(known.parameters(), parameter -> new float[parameter.size()]);
        return new Checkpoint(
                from.step(),
                from.weights(),
                new TrainingState(velocity, List.of()),
                from.lossOfEpoch(),
                from.epochs(),
                from.best(),
                from.kept());
    }

    private record Stubborn(RequestSource source) implements RequestSource {
        @Override
        public Optional<RequestLease> next(Duration wait) {
            return source.next(wait).map(Lease::new);
        }

        @Override
        public void wakeup() {
            source.wakeup();
        }

        @Override
        public void close() {
            source.close();
        }

        private record Lease(RequestLease lease) implements RequestLease {
            @Override
            public TrainingRequested request() {
                return lease.request();
            }

            @Override
            public Duration lock() {
                return lease.lock();
            }

            @Override
            public boolean renew() {
                lease.renew();
                return true;
            }

            @Override
            public boolean complete() {
                return lease.complete();
            }

            @Override
            public boolean release() {
                return lease.release();
            }
        }
    }

    private static final class WithoutCheckpoints extends ForwardingStore {
        WithoutCheckpoints(ObjectStore store) {
            super(store);
        }

        @Override
        public List<String> list(String prefix) {
            return prefix.contains("/checkpoints/") ? List.of() : super.list(prefix);
        }
    }
}
