package dev.tombola.vision.metric;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The class that a network chose for every image of a test set, in the order of the set. */
public final class Predictions {
    private static final int MOST = 1 << 16;

    private final int[] classes;

    private Predictions(int[] classes) {
        this.classes = classes;
    }

    public static Predictions of(int... classes) {
        IntStream.of(classes)
                .filter(chosen -> chosen < 0 || chosen >= MOST)
                .findFirst()
                .ifPresent(chosen -> {
                    throw new IllegalArgumentException("class %d is not in [0, %d)".formatted(chosen, MOST));
                });
        return new Predictions(classes.clone());
    }

    /**
     * The first of the largest logits in each row of {@code classes} values. As in PyTorch, no number beats NaN: a network
     * that diverged is measured as it is.
     */
    public static Predictions ofLogits(FloatBuffer logits, int classes) {
        if (logits.remaining() % classes != 0) {
            throw new IllegalArgumentException(
                    "%d logits are no whole rows of %d".formatted(logits.remaining(), classes));
        }
        int start = logits.position();
        return of(IntStream.range(0, logits.remaining() / classes)
                .map(row -> largest(logits, start + row * classes, classes))
                .toArray());
    }

    /** The wire form: two bytes an image, an unsigned little-endian number, and nothing else. */
    public static Predictions decode(byte[] bytes) {
        if (bytes.length % Short.BYTES != 0) {
            throw new IllegalArgumentException("predictions take 2 bytes an image, these are " + bytes.length);
        }
        var numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        return new Predictions(IntStream.range(0, numbers.remaining())
                .map(i -> Short.toUnsignedInt(numbers.get(i)))
                .toArray());
    }

    public byte[] encode() {
        var bytes = ByteBuffer.allocate(classes.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int chosen : classes) {
            bytes.putShort((short) chosen);
        }
        return bytes.array();
    }

    public int images() {
        return classes.length;
    }

    public int[] classes() {
        return classes.clone();
    }

    /** On how many images the two disagree. */
    public int differing(Predictions other) {
        return (int) disagreements(other.classes);
    }

    public Accuracy top1(int[] labels) {
        return new Accuracy(classes.length - (int) disagreements(labels), classes.length);
    }

    private long disagreements(int[] others) {
        if (others.length != classes.length) {
            throw new IllegalArgumentException(
                    "%d predictions do not go with %d others".formatted(classes.length, others.length));
        }
        return IntStream.range(0, classes.length)
                .filter(i -> classes[i] != others[i])
                .count();
    }

    private static int largest(FloatBuffer logits, int from, int classes) {
        int best = 0;
        for (int i = 1; i < classes && !Float.isNaN(logits.get(from + best)); i++) {
            float logit = logits.get(from + i);
            if (logit > logits.get(from + best) || Float.isNaN(logit)) {
                best = i;
            }
        }
        return best;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Predictions that && Arrays.equals(classes, that.classes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(classes);
    }

    @Override
    public String toString() {
        return "predictions of %d images".formatted(classes.length);
    }
}
