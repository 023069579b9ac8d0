package dev.tombola.vision.measure;

import dev.tombola.vision.metric.Accuracy;
import dev.tombola.vision.metric.Predictions;
import dev.tombola.vision.metric.Retrieval;

/**
 * What a measure came to.
 *
 * @param predictions of every image, in order; of retrieval the partner's rank for every view, at most 5
 */
public record Measured(Measure measure, Predictions predictions, Accuracy accuracy) {
    /**
     * On how many images somebody else's predictions differ. Of retrieval only whether the partner is found counts: the
     * last bits of the features decide between ranks beyond.
     */
    public int differing(Predictions others) {
        return switch (measure) {
            case TOP_1, NEAREST_NEIGHBOURS, LINEAR_PROBE -> predictions.differing(others);
            case RETRIEVAL_TOP_1 -> differing(others, 1);
            case RETRIEVAL_TOP_3 -> differing(others, 3);
            case RETRIEVAL_TOP_5 -> differing(others, 5);
        };
    }

    private int differing(Predictions others, int top) {
        return new Retrieval(predictions).found(top).differing(new Retrieval(others).found(top));
    }
}
