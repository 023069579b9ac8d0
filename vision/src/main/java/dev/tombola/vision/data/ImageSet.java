package dev.tombola.vision.data;

import dev.tombola.vision.image.Framing;
import dev.tombola.vision.image.Picture;
import dev.tombola.vision.network.Shape;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Labelled images, never changed: pixels, one unsigned byte a value, each image height x width x channels, or encoded files
 * that are decoded when they are looked at. Sets taken out of a set share its images, which may lie in mapped files.
 */
public final class ImageSet {
    private final Shape shape;
    private final int classes;
    private final ImageSource source;
    private final int[] places;
    private final int[] labels;

    private ImageSet(Shape shape, int classes, ImageSource source, int[] places, int[] labels) {
        this.shape = shape;
        this.classes = classes;
        this.source = source;
        this.places = places;
        this.labels = labels;
    }

    /** As many images as labels; labels lie in [0, {@code classes}). The pixels are shared, not copied. */
    public static ImageSet of(Shape shape, int classes, MemorySegment pixels, int... labels) {
        if (pixels.byteSize() != (long) labels.length * bytes(shape)) {
            throw new IllegalArgumentException("%d labels do not go with %d bytes of images of %s"
                    .formatted(labels.length, pixels.byteSize(), shape));
        }
        return of(shape, classes, new ImageSource.Pixels(pixels, shape, bytes(shape)), labels);
    }

    /** As many images as labels, of red, green and blue; {@code framing} brings those that are not varied to the shape. */
    public static ImageSet encoded(Shape shape, int classes, Framing framing, EncodedImages images, int... labels) {
        if (shape.channels() != 3) {
            throw new IllegalArgumentException("encoded images have 3 channels, not those of " + shape);
        }
        return of(shape, classes, new ImageSource.Encoded(images, shape, framing), labels);
    }

    private static ImageSet of(Shape shape, int classes, ImageSource source, int... labels) {
        IntStream.of(labels)
                .filter(label -> label < 0 || label >= classes)
                .findFirst()
                .ifPresent(label -> {
                    throw new IllegalArgumentException("label %d is not in [0, %d)".formatted(label, classes));
                });
        return new ImageSet(
                shape, classes, source, IntStream.range(0, labels.length).toArray(), labels.clone());
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

    /** Height x width x channels: bytes of an image as it is shown, or floats once it is normalised. */
    public int valuesPerImage() {
        return bytes(shape);
    }

    /** Copies one image, as it is shown in tests, to the start of {@code target}. */
    public void copy(int image, byte[] target) {
        copy(image, Optional.empty(), target);
    }

    public void copy(int image, Optional<Crop> crop, byte[] target) {
        source.show(places[image], crop, target);
    }

    /**
     * One image at its own size, as views are made of it.
     *
     * @param spare where an image of pixels is copied to; with room for one
     */
    public Picture picture(int image, byte[] spare) {
        return source.picture(places[image], spare);
    }

    /** Whether the images are files, each of a size and a length of its own. */
    public boolean isEncoded() {
        return source instanceof ImageSource.Encoded;
    }

    /** What is to be stored of an image: the bytes of its file, or its pixels. */
    public byte[] stored(int image) {
        return source.stored(places[image]);
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
                source,
                IntStream.of(images).map(image -> places[image]).toArray(),
                IntStream.of(images).map(image -> newLabels[labels[image]]).toArray());
    }

    private static int bytes(Shape shape) {
        return shape.height() * shape.width() * shape.channels();
    }
}
