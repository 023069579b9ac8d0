package dev.tombola.vision.data;

import dev.tombola.vision.network.Shape;
import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;

/** Small sets whose every pixel one can work out. */
public final class Images {
    private Images() {}

    /** Grey images of one pixel whose value is the image's index (modulo 256). */
    public static ImageSet numbered(int classes, int... labels) {
        var pixels = new byte[labels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        return ImageSet.of(new Shape(1, 1, 1), classes, MemorySegment.ofArray(pixels), labels);
    }

    /** One image with the pixels 0, 1, 2 ... in the order height, width, channel. */
    public static ImageSet counting(int channels, int height, int width) {
        var pixels = new byte[channels * height * width];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        return ImageSet.of(new Shape(channels, height, width), 1, MemorySegment.ofArray(pixels), 0);
    }

    /** Which of the numbered images a set holds. */
    static int[] numbers(ImageSet set) {
        var pixel = new byte[1];
        return IntStream.range(0, set.size())
                .map(i -> {
                    set.copy(i, pixel);
                    return pixel[0] & 0xFF;
                })
                .toArray();
    }
}
