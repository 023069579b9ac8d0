package dev.tombola.vision.data;

import dev.tombola.vision.image.ResizedCrop;
import java.util.Optional;

/**
 * How training images are varied: of encoded images a random part, else a crop of the original size out of the image padded
 * with black; then in half of the cases a horizontal flip.
 *
 * @param padding pixels on each side; 0 crops nothing
 */
public record Augmentation(Optional<ResizedCrop> crop, int padding, boolean flips) {
    public static final Augmentation NONE = new Augmentation(0, false);
    /** What CIFAR is trained with (paper, section 2.5). */
    public static final Augmentation CROP_AND_FLIP = new Augmentation(4, true);

    private static final int MOST = 1 << 15;

    public Augmentation {
        if (padding < 0 || padding > MOST) {
            throw new IllegalArgumentException("padding must lie in [0, %d]: %d".formatted(MOST, padding));
        }
    }

    public Augmentation(int padding, boolean flips) {
        this(Optional.empty(), padding, flips);
    }

    /** One of the placements, each equally likely, chosen by 64 random bits. */
    public Placement placement(long bits) {
        long offsets = 2L * padding + 1;
        int down = (int) (((bits & 0x7FFFFFFF) * offsets) >>> 31);
        int right = (int) ((((bits >>> 31) & 0x7FFFFFFF) * offsets) >>> 31);
        return new Placement(crop.map(how -> new Crop(how, bits)), down - padding, right - padding, flips && bits < 0);
    }
}
