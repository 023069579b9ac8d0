package dev.tombola.vision.measure;

import dev.tombola.vision.batch.Batch;
import dev.tombola.vision.batch.Batches;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.metric.Bank;
import dev.tombola.vision.metric.Features;
import dev.tombola.vision.metric.LinearProbe;
import dev.tombola.vision.metric.NearestNeighbours;
import dev.tombola.vision.metric.Predictions;
import dev.tombola.vision.metric.Retrieval;
import dev.tombola.vision.metric.RetrievalBatches;
import dev.tombola.vision.random.Randomness;
import dev.tombola.vision.view.Views;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Measures one network on test images. The very same is done whichever engine runs it, so that two engines' predictions can
 * be compared image by image.
 */
public final class Measuring {
    /** Fixed, because the last bits of the logits may depend on it. */
    private static final int BATCH = 250;

    /** Images whose views are told apart at a time (paper 2.3). */
    private static final int RETRIEVED = 256;

    /** The views that are retrieved are the same for every network: what differs between two is the networks. */
    private static final Randomness VIEWS = Randomness.of(0).child("retrieval");

    private final RunningNetwork network;
    private final Splits splits;
    private final Normalisation normalisation;
    private final Views views;
    private final Runnable beforeEachBatch;
    private @Nullable Retrieval retrieval;
    private @Nullable Bank bank;
    private @Nullable Features test;

    /**
     * Measures nothing yet.
     *
     * @param splits the test images, and the training images that some measures compare with
     * @param views of which retrieval takes two of every test image
     * @param beforeEachBatch ends the measuring if it throws
     */
    public Measuring(
            RunningNetwork network, Splits splits, Normalisation normalisation, Views views, Runnable beforeEachBatch) {
        this.network = network;
        this.splits = splits;
        this.normalisation = normalisation;
        this.views = views;
        this.beforeEachBatch = beforeEachBatch;
    }

    /** What it comes to; what several measures need is computed once. */
    public Measured of(Measure measure) {
        return switch (measure) {
            case TOP_1 -> classified(measure, classes());
            case RETRIEVAL_TOP_1 -> retrieved(measure, 1);
            case RETRIEVAL_TOP_3 -> retrieved(measure, 3);
            case RETRIEVAL_TOP_5 -> retrieved(measure, 5);
            case NEAREST_NEIGHBOURS -> classified(measure, neighbours());
            case LINEAR_PROBE -> classified(measure, probed());
        };
    }

    private Measured classified(Measure measure, Predictions predictions) {
        return new Measured(measure, predictions, predictions.top1(splits.test().labels()));
    }

    private Measured retrieved(Measure measure, int top) {
        var found = retrieval();
        return new Measured(measure, found.ranks(), found.top(top));
    }

    private Predictions classes() {
        var images = splits.test();
        var logits = rows(images, batch -> network.outputs(batch, images.shape()));
        return Predictions.ofLogits(java.nio.FloatBuffer.wrap(logits), images.classes());
    }

    private Predictions neighbours() {
        return new NearestNeighbours(bank()).classify(test());
    }

    private Predictions probed() {
        return LinearProbe.trainedOn(bank()).classify(test());
    }

    private Retrieval retrieval() {
        if (retrieval == null) {
            var found = new RetrievalBatches();
            var images = splits.test();
            try (var batches = Batches.viewsInOrder(images, normalisation, network.layout(), views, VIEWS, RETRIEVED)) {
                while (batches.hasNext()) {
                    beforeEachBatch.run();
                    var batch = batches.next();
                    var rows = network.features(batch, images.shape());
                    found.add(Features.of(rows, rows.length / batch.size()));
                }
            }
            retrieval = found.retrieval();
        }
        return retrieval;
    }

    private Bank bank() {
        bank = bank == null ? Bank.of(features(splits.train()), splits.train().labels()) : bank;
        return bank;
    }

    private Features test() {
        test = test == null ? features(splits.test()) : test;
        return test;
    }

    private Features features(ImageSet images) {
        var rows = rows(images, batch -> network.features(batch, images.shape()));
        return Features.of(rows, rows.length / images.size());
    }

    /** Of every image, in order. */
    private float[] rows(ImageSet images, Function<Batch, float[]> run) {
        float[] all = {};
        int filled = 0;
        try (var batches = Batches.inOrder(images, normalisation, network.layout(), BATCH)) {
            while (batches.hasNext()) {
                beforeEachBatch.run();
                var batch = batches.next();
                float[] rows = run.apply(batch);
                if (filled == 0) {
                    all = new float[Math.multiplyExact(images.size(), rows.length / batch.size())];
                }
                System.arraycopy(rows, 0, all, filled, rows.length);
                filled += rows.length;
            }
        }
        return filled == all.length ? all : Arrays.copyOf(all, filled);
    }
}
