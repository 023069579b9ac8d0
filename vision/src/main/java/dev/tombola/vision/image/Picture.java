package dev.tombola.vision.image;

/** The bytes of an image of any number of channels: those of a pixel together, row by row. */
public final class Picture {
    private final int width;
    private final int height;
    private final int channels;
    private final byte[] values;

    /** The values are shared, not copied; there may be more of them than the image has. */
    public Picture(int width, int height, int channels, byte[] values) {
        if (values.length < Math.multiplyExact(channels, Math.multiplyExact(width, height))) {
            throw new IllegalArgumentException(
                    "%d values are too few for %d x %d x %d".formatted(values.length, height, width, channels));
        }
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.values = values;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int channels() {
        return channels;
    }

    /** Shared, not copied. */
    public byte[] values() {
        return values;
    }
}
