package dev.tombola.simulation;

import dev.tombola.evaluator.SecondEngine;
import dev.tombola.store.network.Architectures;
import dev.tombola.ticket.run.EpochMetrics;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.store.Digest;
import dev.tombola.trainer.run.Engine;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.djl.training.Assignment;
import dev.tombola.vision.djl.training.CancelledException;
import dev.tombola.vision.djl.training.Checkpoint;
import dev.tombola.vision.djl.training.DivergedException;
import dev.tombola.vision.djl.training.RunControl;
import dev.tombola.vision.djl.training.Trained;
import dev.tombola.vision.djl.training.TrainingListener;
import dev.tombola.vision.djl.training.TrainingState;
import dev.tombola.vision.measure.Measure;
import dev.tombola.vision.measure.Measured;
import dev.tombola.vision.metric.Predictions;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.onnx.OnnxEmitter;
import dev.tombola.vision.view.Views;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes steps in no time. The weights after a step are a scrambled function of those before it, of the velocity, the seed and
 * the number of the step: whatever is lost or altered on the way shows in the digest of the last ones. What a network
 * predicts follows from the bytes of its ONNX model, so that a second engine comes to the same.
 */
final class ToyEngine implements Engine {
    /** Above it a run diverges half-way. */
    private static final double TOO_FAST = 100;

    static final Duration SHORTEST_STEP = Duration.ofMillis(180);
    private static final Duration LONGEST_STEP = Duration.ofMillis(220);

    private final VirtualTime time;
    private final Fate fate;
    private final Invariants invariants;

    ToyEngine(VirtualTime time, Fate fate, Invariants invariants) {
        this.time = time;
        this.fate = fate;
        this.invariants = invariants;
    }

    @Override
    public Trained run(
            Assignment assignment, @Nullable Checkpoint from, TrainingListener listener, RunControl control) {
        var recipe = assignment.recipe();
        int perEpoch = Math.max(1, assignment.splits().train().size() / recipe.batch());
        int steps =
                recipe.steps() != null ? recipe.steps() : perEpoch * (recipe.epochs() == null ? 1 : recipe.epochs());
        var state = from == null ? State.first(assignment) : State.of(from);
        invariants.trainingBegins();
        listener.begun(state.step, steps);
        while (state.step < steps) {
            obey(control, state);
            time.pause(SHORTEST_STEP.plus(fate.upTo(LONGEST_STEP.minus(SHORTEST_STEP))));
            state.advance(assignment);
            invariants.stepTaken();
            if (recipe.learningRate() > TOO_FAST && state.step > steps / 2) {
                throw new DivergedException(state.step, Double.NaN);
            }
            if (state.step % perEpoch == 0 || state.step == steps) {
                listener.epochEnded(state.step, steps, state.endEpoch(recipe.test() == Recipe.Testing.BEST));
            }
        }
        time.pause(SHORTEST_STEP);
        obey(control, state);
        var best = state.best == null ? state.weights : state.best.weights();
        return new Trained(
                steps,
                state.weights,
                best,
                state.best == null ? state.epochs.size() : state.best.epoch(),
                state.epochs,
                Map.of(),
                List.of(measured(onnx(assignment, best), assignment.splits().test())),
                state.remembered(),
                0);
    }

    private static void obey(RunControl control, State state) {
        switch (control.order()) {
            case GO_ON -> {}
            case SAVE -> state.save(control);
            case SAVE_AND_STOP -> {
                state.save(control);
                throw new CancelledException(state.step);
            }
            case STOP -> throw new CancelledException(state.step);
        }
    }

    private static byte[] onnx(Assignment assignment, Weights weights) {
        var image = assignment.splits().train().shape();
        return OnnxEmitter.emit(
                assignment.network(), weights, image.height(), image.width(), assignment.normalisation());
    }

    private static Measured measured(byte[] onnx, ImageSet images) {
        var predictions = predictions(onnx, images);
        return new Measured(Measure.TOP_1, predictions, predictions.top1(images.labels()));
    }

    private static Predictions predictions(byte[] onnx, ImageSet images) {
        long number = Long.parseUnsignedLong(Digest.of(onnx).hex().substring(0, 16), 16);
        double accuracy = 0.5 + (number >>> 40) / (double) (1 << 24) / 2;
        int[] chosen = images.labels().clone();
        for (int i = 0; i < chosen.length; i++) {
            if ((mix(number + i) >>> 40) / (double) (1 << 24) >= accuracy) {
                chosen[i] = (chosen[i] + 1) % images.classes();
            }
        }
        return Predictions.of(chosen);
    }

    /** The evaluator's engine. */
    static final class Second implements SecondEngine {
        @Override
        public String name() {
            return "another toy";
        }

        @Override
        public Measured measure(byte[] onnx, Measure measure, Splits splits, Views views) {
            return measured(onnx, splits.test());
        }
    }

    private static final class State {
        private int step;
        private Weights weights;
        private Weights velocity;
        private double loss;
        private final ArrayList<EpochMetrics> epochs = new ArrayList<>();
        private Checkpoint.@Nullable Best best;

        private State(Weights weights, Weights velocity) {
            this.weights = weights;
            this.velocity = velocity;
        }

        static State first(Assignment assignment) {
            var trainable = assignment.network().parameters().stream()
                    .filter(parameter -> parameter.kind().trainable())
                    .toList();
            return new State(assignment.initial(), Weights.of(trainable, parameter -> new float[parameter.size()]));
        }

        static State of(Checkpoint from) {
            var state = new State(
                    from.weights(), Objects.requireNonNull(from.state().velocity()));
            state.step = from.step();
            state.loss = from.lossOfEpoch();
            state.epochs.addAll(from.epochs());
            state.best = from.best();
            return state;
        }

        void advance(Assignment assignment) {
            step++;
            long salt = mix(assignment.seed() * 1_000_003 + step);
            var before = weights;
            velocity = Weights.of(
                    velocity.parameters(),
                    parameter -> scrambled(velocity.values(parameter.name()), before.values(parameter.name()), salt));
            weights = Weights.of(
                    before.parameters(),
                    parameter -> scrambled(
                            before.values(parameter.name()),
                            parameter.kind().trainable()
                                    ? velocity.values(parameter.name())
                                    : before.values(parameter.name()),
                            salt + 1));
            prune(assignment);
            loss += (salt >>> 40) / (double) (1 << 24);
        }

        private void prune(Assignment assignment) {
            var mask = assignment.mask();
            if (mask == null) {
                return;
            }
            int begin = 0;
            for (var tensor : Architectures.layout(assignment.network()).tensors()) {
                float[] values = weights.values(tensor.name());
                for (int i = 0; i < values.length; i++) {
                    values[i] = mask.keeps(begin + i) ? values[i] : 0;
                }
                begin += values.length;
            }
        }

        EpochMetrics endEpoch(boolean validated) {
            int done = epochs.stream().mapToInt(EpochMetrics::steps).sum();
            float some = weights.values(weights.parameters().getFirst().name())[0];
            Double validation = validated ? Double.valueOf(Math.abs(some)) : null;
            var metrics = new EpochMetrics(epochs.size() + 1, step - done, loss / (step - done), validation);
            var highest = best == null ? null : epochs.get(best.epoch() - 1).validation();
            epochs.add(metrics);
            loss = 0;
            if (validation != null && (highest == null || validation > highest)) {
                best = new Checkpoint.Best(metrics.epoch(), weights);
            }
            return metrics;
        }

        TrainingState remembered() {
            return new TrainingState(velocity, List.of());
        }

        void save(RunControl control) {
            if (step > 0) {
                control.save(new Checkpoint(step, weights, remembered(), loss, epochs, best, Map.of()));
            }
        }
    }

    /** Finite, in [−1, 1). */
    private static float[] scrambled(float[] these, float[] those, long salt) {
        var result = new float[these.length];
        for (int i = 0; i < result.length; i++) {
            long bits =
                    (long) Float.floatToRawIntBits(these[i]) << 32 | (Float.floatToRawIntBits(those[i]) & 0xFFFF_FFFFL);
            result[i] = (mix(bits ^ (salt + i)) >> 40) / (float) (1 << 23);
        }
        return result;
    }

    /** SplitMix64's finaliser. */
    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
