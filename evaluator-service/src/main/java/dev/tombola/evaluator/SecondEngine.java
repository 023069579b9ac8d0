package dev.tombola.evaluator;

import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.metric.Predictions;

/** Runs a network that another engine has trained. */
public interface SecondEngine {
    /** With its version: {@code onnxruntime 1.29.0, cpu}. */
    String name();

    /**
     * The class that an ONNX model predicts for each image, in order. The model's own metadata says how its input is
     * normalised.
     */
    Predictions predict(byte[] onnx, ImageSet images);
}
