package dev.tombola.evaluator;

import dev.tombola.vision.data.Splits;
import dev.tombola.vision.measure.Measure;
import dev.tombola.vision.measure.Measured;
import dev.tombola.vision.view.Views;

/** Runs a network that another engine has trained. */
public interface SecondEngine {
    /** With its version: {@code onnxruntime 1.29.0, cpu}. */
    String name();

    /**
     * What an ONNX model comes to on test images. The model's own metadata says how its input is normalised.
     *
     * @param views of which retrieval takes two of every image
     */
    Measured measure(byte[] onnx, Measure measure, Splits splits, Views views);
}
