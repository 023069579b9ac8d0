package dev.tombola.vision.measure;

import dev.tombola.vision.metric.Accuracy;
import dev.tombola.vision.metric.Predictions;

/**
 * What a measure came to.
 *
 * @param predictions of every image, in order; of retrieval the partner's rank for every view, at most 5
 */
public record Measured(Measure measure, Predictions predictions, Accuracy accuracy) {}
