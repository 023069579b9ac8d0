package dev.tombola.vision.djl.training;

import dev.tombola.vision.batch.Batch;
import dev.tombola.vision.batch.Batches;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.djl.DjlNetwork;
import dev.tombola.vision.metric.Predictions;
import java.nio.FloatBuffer;

/** What a network makes of whole sets of images. */
public final class Evaluation {
    /** Fixed, because the last bits of the logits may depend on it. */
    private static final int BATCH = 250;

    private final DjlNetwork network;
    private final Normalisation normalisation;

    public Evaluation(DjlNetwork network, Normalisation normalisation) {
        this.network = network;
        this.normalisation = normalisation;
    }

    /** Of every image, in order. */
    public Predictions predictions(ImageSet images) {
        return predictions(images, () -> {});
    }

    /** Of every image, in order; what {@code beforeEachBatch} throws ends it. */
    Predictions predictions(ImageSet images, Runnable beforeEachBatch) {
        var logits = FloatBuffer.allocate(Math.multiplyExact(images.size(), images.classes()));
        try (var batches = Batches.inOrder(images, normalisation, network.layout(), BATCH)) {
            while (batches.hasNext()) {
                beforeEachBatch.run();
                logits.put(logits(batches.next(), images));
            }
        }
        return Predictions.ofLogits(logits.flip(), images.classes());
    }

    private float[] logits(Batch batch, ImageSet images) {
        try (var scope = network.memory().newSubManager()) {
            var shape = images.shape();
            return network.evaluate(network.images(batch.bytes(), shape.height(), shape.width(), scope))
                    .toFloatArray();
        }
    }
}
