package dev.tombola.evaluator;

import dev.tombola.store.network.Measures;
import dev.tombola.ticket.event.ResultAccepted.Measured;
import dev.tombola.ticket.run.Metric;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.SizeLimit;
import dev.tombola.vision.metric.Predictions;

/** Measures a trained network again with an engine that did not train it, and counts on how many images they differ. */
public final class Measurement {
    /** A verdict is withheld beyond this share of the test images, if they are also at least {@link #FEW}. */
    private static final double TOLERATED = 0.001;

    private static final int FEW = 3;

    private final Blobs blobs;
    private final SecondEngine engine;
    private final TestSplits splits;

    public Measurement(Blobs blobs, SecondEngine engine, TestSplits splits) {
        this.blobs = blobs;
        this.engine = engine;
        this.splits = splits;
    }

    Measured measure(RunResult result, ClaimedObjects objects) {
        var recipe = result.spec().recipe();
        var measure = Measures.of(recipe).getFirst();
        var measured = engine.measure(
                objects.read(result.onnx(), SizeLimit.MEMORY),
                measure,
                measure.needsTraining() ? splits.withTraining(result.spec()) : splits.of(result.spec()),
                Measures.views(recipe));
        var accuracy = measured.accuracy();
        var claimed = Predictions.decode(objects.read(result.test().predictions(), largest(accuracy.images())));
        int flipped = measured.differing(claimed);
        return new Measured(
                engine.name(),
                new Metric(
                        measure.written(),
                        accuracy.value(),
                        Metric.Direction.HIGHER_IS_BETTER,
                        accuracy.images(),
                        blobs.write(measured.predictions().encode())),
                flipped,
                agrees(flipped, accuracy.images()));
    }

    private static SizeLimit largest(int images) {
        return new SizeLimit("predictions of %d images".formatted(images), (long) Short.BYTES * images);
    }

    static boolean agrees(int flipped, int images) {
        return flipped < FEW || flipped <= TOLERATED * images;
    }
}
