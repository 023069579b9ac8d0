package dev.tombola.vision.djl.training;

import dev.tombola.ticket.Mask;
import dev.tombola.ticket.search.Objective;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.search.Schedule;
import dev.tombola.ticket.search.TestMetric;
import dev.tombola.vision.data.Augmentation;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.measure.Measure;
import dev.tombola.vision.network.Initialisation;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Networks;
import dev.tombola.vision.network.Shape;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.random.Randomness;
import dev.tombola.vision.view.Views;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Noisy 8x8 images, red or blue in their upper or lower half, and a network for them that trains in no time. */
final class TinyTask {
    static final Network NETWORK = Networks.named("cifar-resnet8", Map.of("width", 4), 3, 4);
    static final Weights INITIAL = new Initialisation(Randomness.of(1)).of(NETWORK);

    private static final int SIDE = 8;

    private TinyTask() {}

    static Assignment assignment(Recipe recipe, @Nullable Mask mask) {
        return assignment(recipe, mask, List.of());
    }

    static Assignment assignment(Recipe recipe, @Nullable Mask mask, List<Integer> keepEpochs) {
        return assignment(INITIAL, recipe, mask, keepEpochs);
    }

    static Assignment assignment(Weights initial, Recipe recipe, @Nullable Mask mask, List<Integer> keepEpochs) {
        var splits = new Splits(images("train", 70), images("validation", 30), images("test", 40));
        var normalisation = new Normalisation(List.of(.5, .5, .5), List.of(.25, .25, .25));
        return new Assignment(
                NETWORK, initial, mask, recipe, splits, new Augmentation(1, true), normalisation, 5, keepEpochs);
    }

    /** Of two epochs with four steps each, unless the last, smaller batch is taken too. */
    static Recipe recipe() {
        return new Recipe(
                Recipe.Optimizer.SGD,
                0.05,
                0.9,
                1e-3,
                16,
                2,
                null,
                new Schedule.Constant(),
                0.0,
                Recipe.Testing.BEST,
                true);
    }

    static Recipe steps(int steps, Recipe.Testing test) {
        var recipe = recipe();
        return new Recipe(recipe.optimizer(), 0.05, 0.9, 1e-3, 16, null, steps, recipe.schedule(), 0.0, test, true);
    }

    /** The same, meeting the images in their own order. */
    static Recipe unshuffled(Recipe recipe) {
        return new Recipe(
                recipe.optimizer(),
                recipe.learningRate(),
                recipe.momentum(),
                recipe.weightDecay(),
                recipe.batch(),
                recipe.epochs(),
                recipe.steps(),
                recipe.schedule(),
                recipe.warmup(),
                recipe.test(),
                recipe.dropLast(),
                recipe.precision(),
                recipe.trust(),
                recipe.norms(),
                recipe.objective(),
                recipe.metric(),
                recipe.measures(),
                false);
    }

    /** Of two epochs with four steps each, without labels. */
    static Recipe recipe(Objective objective, Recipe.Optimizer optimizer) {
        return new Recipe(
                optimizer,
                0.05,
                0.9,
                1e-3,
                16,
                2,
                null,
                new Schedule.Constant(),
                0.0,
                Recipe.Testing.BEST,
                true,
                null,
                optimizer == Recipe.Optimizer.LARS ? 0.1 : null,
                null,
                objective,
                TestMetric.RETRIEVAL_TOP_1,
                null,
                null);
    }

    /** The same, without a step. */
    static Recipe stepless(Recipe recipe) {
        return new Recipe(
                recipe.optimizer(),
                recipe.learningRate(),
                recipe.momentum(),
                recipe.weightDecay(),
                recipe.batch(),
                null,
                0,
                recipe.schedule(),
                recipe.warmup(),
                recipe.test(),
                recipe.dropLast(),
                recipe.precision(),
                recipe.trust(),
                recipe.norms(),
                recipe.objective(),
                recipe.metric(),
                recipe.measures(),
                recipe.shuffle());
    }

    /** simCLR, or MoCo with a queue of four batches. */
    static Objective objective(Objective.Name name, int normGroups) {
        boolean moco = name == Objective.Name.MOCO;
        var usual = Objective.of(name);
        return new Objective(
                name,
                usual.temperature(),
                null,
                moco ? 64 : null,
                moco ? 0.9 : null,
                normGroups,
                null,
                8,
                usual.views());
    }

    /** Of a network that projects. */
    static Assignment projecting(Recipe recipe, @Nullable Mask mask, @Nullable TrainingState inherited) {
        var splits = new Splits(images("train", 70), images("validation", 30), images("test", 40));
        var normalisation = new Normalisation(List.of(.5, .5, .5), List.of(.25, .25, .25));
        var network = NETWORK.projecting(0, 8);
        return new Assignment(
                network,
                new Initialisation(Randomness.of(1)).of(network),
                mask,
                recipe,
                splits,
                Augmentation.NONE,
                normalisation,
                5,
                List.of(),
                new Views(.3, 1, .5, new Views.Jitter(.8, .4, .4, .4, .1), .2, .5),
                List.of(Measure.RETRIEVAL_TOP_1, Measure.NEAREST_NEIGHBOURS, Measure.LINEAR_PROBE),
                inherited);
    }

    /** Keeps about a third of the weights. */
    static Mask mask() {
        return OneShot.mask(NETWORK, INITIAL, 5);
    }

    private static ImageSet images(String split, int count) {
        var generator = Randomness.of(0).child(split).generator();
        var labels = IntStream.range(0, count).map(i -> i % 4).toArray();
        var pixels = new byte[count * SIDE * SIDE * 3];
        for (int i = 0; i < pixels.length; i++) {
            int half = i / 3 / SIDE % SIDE / (SIDE / 2);
            int label = labels[i / (SIDE * SIDE * 3)];
            boolean bright = i % 3 == 2 * (label % 2) && half == label / 2;
            pixels[i] = (byte) (generator.nextInt(160) + (bright ? 90 : 0));
        }
        return ImageSet.of(new Shape(3, SIDE, SIDE), 4, MemorySegment.ofArray(pixels), labels);
    }
}
