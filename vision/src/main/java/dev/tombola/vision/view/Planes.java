package dev.tombola.vision.view;

import dev.tombola.vision.network.Shape;

/** An image as floats in [0, 1], one channel after the other, each row by row. Its memory is used again. */
public final class Planes {
    private final Shape shape;
    private final float[][] channels;

    Planes(Shape shape) {
        this.shape = shape;
        channels = new float[shape.channels()][shape.height() * shape.width()];
    }

    public Shape shape() {
        return shape;
    }

    /** Shared, not copied. */
    public float[] channel(int channel) {
        return channels[channel];
    }

    boolean isColoured() {
        return channels.length == 3;
    }
}
