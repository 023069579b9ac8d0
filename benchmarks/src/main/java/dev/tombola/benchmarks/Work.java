package dev.tombola.benchmarks;

import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.search.Schedule;
import dev.tombola.vision.batch.Batches;
import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.batch.Epochs;
import dev.tombola.vision.data.Augmentation;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.djl.TorchEngine;
import dev.tombola.vision.djl.training.Assignment;
import dev.tombola.vision.djl.training.RunControl;
import dev.tombola.vision.djl.training.Training;
import dev.tombola.vision.djl.training.TrainingListener;
import dev.tombola.vision.network.Initialisation;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Networks;
import dev.tombola.vision.network.Shape;
import dev.tombola.vision.random.Randomness;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Steps of SGD, or an evaluation, on images of noise.
 *
 * @param network its name
 * @param side of the images, which have three colours
 * @param steps measured at a time
 */
record Work(String network, int classes, int side, int batch, int steps) {
    static final Normalisation NORMALISATION =
            new Normalisation(List.of(.4914, .4822, .4465), List.of(.2023, .1994, .2010));

    /** Of one step of a whole run, its input included, on one thread; its first step is left out. */
    Cost steps(TorchEngine engine, Recipe.Precision precision) {
        return steps(engine, assignment(precision));
    }

    /** Of one step of a whole run, its input included, on one thread; its first step is left out. */
    static Cost steps(TorchEngine engine, Assignment assignment) {
        var clocks = new Clocks();
        new Training(engine, Duration.ZERO).run(assignment, null, clocks, RunControl.NONE);
        return clocks.ofAStep();
    }

    @Override
    public String toString() {
        return "%s, %d x %d, batch %d".formatted(network, side, side, batch);
    }

    /** Of preparing one batch, and nothing else. */
    Cost batches(ChannelOrder layout) {
        var epochs = new Epochs(batch, true, Augmentation.CROP_AND_FLIP, Randomness.of(1));
        try (var batches = Batches.training(images((steps + 2) * batch), NORMALISATION, layout, epochs, 0)) {
            batches.next();
            var start = Cost.now();
            int count = 20 * steps;
            for (int i = 0; i < count; i++) {
                batches.next();
            }
            return Cost.now().since(start, count);
        }
    }

    Network built() {
        return Networks.named(network, Map.of(), 3, classes);
    }

    private Assignment assignment(Recipe.Precision precision) {
        var network = built();
        var recipe = new Recipe(
                Recipe.Optimizer.SGD,
                0.01,
                0.9,
                1e-3,
                batch,
                null,
                steps + 1,
                new Schedule.Constant(),
                0.0,
                Recipe.Testing.ONCE,
                true);
        var test = images(10);
        return new Assignment(
                network,
                new Initialisation(Randomness.of(1)).of(network),
                null,
                recipe.in(precision),
                new Splits(images((steps + 2) * batch), test, test),
                Augmentation.CROP_AND_FLIP,
                NORMALISATION,
                1,
                List.of());
    }

    ImageSet images(int count) {
        var shape = new Shape(3, side, side);
        var pixels = new byte[count * 3 * side * side];
        var generator = Randomness.of(0).generator();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) generator.nextInt(256);
        }
        return ImageSet.of(
                shape,
                classes,
                MemorySegment.ofArray(pixels),
                IntStream.range(0, count).map(i -> i % classes).toArray());
    }

    /** Reads the clocks after the first and after the last step. */
    private static final class Clocks implements TrainingListener {
        private Cost first = new Cost(0, 0);
        private Cost last = new Cost(0, 0);
        private int steps;

        @Override
        public void progressed(int step, int of, double loss) {
            last = Cost.now();
            if (step == 1) {
                first = last;
            }
            steps = step;
        }

        Cost ofAStep() {
            return last.since(first, steps - 1);
        }
    }
}
