package dev.tombola.vision.data;

import dev.tombola.vision.network.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Labelled images, never changed: one unsigned byte a value, each image height x width x channels, one after the other.
 * Sets taken out of a set share its pixels, which may lie in a mapped file.
 */
public final class ImageSet {
    private final Shape shape;
    private final int classes;
    private final MemorySegment pixels;
    private final int[] places;
    private final int[] labels;

    private ImageSet(Shape shape, int classes, MemorySegment pixels, int[] places, int[] labels) {
        this.shape = shape;
        this.classes = classes;
        this.pixels = pixels;
        this.places = places;
        this.labels = labels;
    }

    /** As many images as labels; labels lie in [0, {@code classes}). The pixels are shared, not copied. */
    public static ImageSet of(Shape shape, int classes, MemorySegment pixels, int... labels) {
        if (pixels.byteSize() != (long) labels.length * bytes(shape)) {
            throw new IllegalArgumentException("%d labels do not go with %d bytes of images of %s"
                    .formatted(labels.length, pixels.byteSize(), shape));
        }
        IntStream.of(labels)
                .filter(label -> label < 0 || label >= classes)
                .findFirst()
                .ifPresent(label -> {
                    throw new IllegalArgumentException("label %d is not in [0, %d)".formatted(label, classes));
                });
        return new ImageSet(
                shape, classes, pixels, IntStream.range(0, labels.length).toArray(), labels.clone());
    }

    public int size() {
        return labels.length;
    }

    public Shape shape() {
        return shape;
    }

    public int classes() {
        return classes;
    }

    public int label(int image) {
        return labels[image];
    }

    public int[] labels() {
        return labels.clone();
    }

    /** Bytes of one image. */
    public int imageBytes() {
        return bytes(shape);
    }

    /** Copies one image to the start of {@code target}. */
    public void copy(int image, byte[] target) {
        MemorySegment.copy(pixels, ValueLayout.JAVA_BYTE, (long) places[image] * imageBytes(), target, 0, imageBytes());
    }

    /** The images at these indices, in this order. */
    public ImageSet select(IntStream images) {
        return renumbered(images.toArray(), IntStream.range(0, classes).toArray(), classes);
    }

    /** The images of these classes, in the order of the set; the first class listed becomes label 0. */
    public ImageSet ofClasses(List<Integer> kept) {
        var newLabels = IntStream.range(0, classes).map(kept::indexOf).toArray();
        var images = IntStream.range(0, size())
                .filter(image -> newLabels[labels[image]] >= 0)
                .toArray();
        return renumbered(images, newLabels, kept.size());
    }

    private ImageSet renumbered(int[] images, int[] newLabels, int newClasses) {
        return new ImageSet(
                shape,
                newClasses,
                pixels,
                IntStream.of(images).map(image -> places[image]).toArray(),
                IntStream.of(images).map(image -> newLabels[labels[image]]).toArray());
    }

    private static int bytes(Shape shape) {
        return shape.height() * shape.width() * shape.channels();
    }
}
