package dev.tombola.vision.djl.training;

import ai.djl.ndarray.NDArray;

/** The objective of classification, as PyTorch's {@code cross_entropy}. */
final class CrossEntropy {
    private CrossEntropy() {}

    /**
     * The mean over a batch of −log p(label), a scalar.
     *
     * @param logits batch x classes
     * @param labels batch x 1, 64 bits wide
     */
    static NDArray of(NDArray logits, NDArray labels) {
        return logits.logSoftmax(1).gather(labels, 1).mean().neg();
    }
}
