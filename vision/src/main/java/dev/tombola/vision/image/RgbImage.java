package dev.tombola.vision.image;

/** A decoded image: red, green and blue of a pixel together, row by row. */
public final class RgbImage {
    private final int width;
    private final int height;
    private final byte[] values;

    /** The values are shared, not copied. */
    public RgbImage(int width, int height, byte[] values) {
        if (values.length != Math.multiplyExact(3, Math.multiplyExact(width, height))) {
            throw new IllegalArgumentException("%d x %d are not %d values".formatted(width, height, values.length));
        }
        this.width = width;
        this.height = height;
        this.values = values;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public Region whole() {
        return new Region(0, 0, width, height);
    }

    /** The same values. */
    public Picture picture() {
        return new Picture(width, height, 3, values);
    }

    byte[] values() {
        return values;
    }
}
