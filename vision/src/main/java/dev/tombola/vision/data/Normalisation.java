package dev.tombola.vision.data;

import dev.tombola.vision.network.Shape;
import java.util.List;

/** What is done to a pixel before a network sees it: (byte / 255 - mean) / std, per channel. */
public record Normalisation(List<Double> mean, List<Double> std) {
    public Normalisation {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.isEmpty() || mean.size() != std.size()) {
            throw new IllegalArgumentException("mean %s and std %s differ in length".formatted(mean, std));
        }
        if (std.stream().anyMatch(value -> !(value > 0))) {
            throw new IllegalArgumentException("std must be above 0: " + std);
        }
    }

    public int channels() {
        return mean.size();
    }

    public void requireFits(Shape shape) {
        if (channels() != shape.channels()) {
            throw new IllegalArgumentException(
                    "a normalisation of %d channels for images of %s".formatted(channels(), shape));
        }
    }

    /** In single precision and in PyTorch's order of operations, so that the bits agree with its ToTensor, Normalize. */
    public float apply(int channel, int pixel) {
        return (pixel / 255f - mean.get(channel).floatValue())
                / std.get(channel).floatValue();
    }
}
