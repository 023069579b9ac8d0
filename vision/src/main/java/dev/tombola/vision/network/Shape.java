package dev.tombola.vision.network;

/** What one image becomes at a node: channels x height x width; a vector is {@code n x 1 x 1}. */
public record Shape(int channels, int height, int width) {
    public Shape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "a shape has no side below 1: %dx%dx%d".formatted(channels, height, width));
        }
    }

    /** After a window of {@code reach} pixels slid in steps of {@code stride} over the padded image. */
    Shape slid(int reach, int stride, int padding, int outChannels) {
        if (height + 2 * padding < reach || width + 2 * padding < reach) {
            throw new IllegalArgumentException("a window of %d pixels does not fit into %s".formatted(reach, this));
        }
        return new Shape(
                outChannels, (height + 2 * padding - reach) / stride + 1, (width + 2 * padding - reach) / stride + 1);
    }

    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}
