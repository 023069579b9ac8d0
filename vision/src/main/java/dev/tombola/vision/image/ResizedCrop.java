package dev.tombola.vision.image;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A random part of an image, stretched to the size wanted: {@code RandomResizedCrop} of torchvision. A part is drawn up to
 * ten times, an area between two shares of the image's and a ratio of its sides between 3:4 and 4:3; when none fits inside
 * the image, it is the middle. A share above 1 is allowed: VisDA's recipe has it.
 *
 * @param least share of the area
 * @param most share of the area
 */
public record ResizedCrop(double least, double most) {
    private static final double NARROWEST = 3.0 / 4;
    private static final double WIDEST = 4.0 / 3;
    private static final double LOWEST_LOGARITHM = StrictMath.log(NARROWEST);
    private static final double HIGHEST_LOGARITHM = StrictMath.log(WIDEST);
    private static final int DRAWS = 10;

    public ResizedCrop {
        if (!(least > 0 && least <= most && most < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "shares of an area are above 0 and in order: %s, %s".formatted(least, most));
        }
    }

    /** Decided by the bits and the image's size alone. */
    public void apply(RgbImage image, long bits, int width, int height, byte[] target) {
        Bilinear.resize(
                image,
                region(image.width(), image.height(), bits),
                width,
                height,
                new Region(0, 0, width, height),
                target);
    }

    Region region(int width, int height, long bits) {
        return region(width, height, RandomSource.SPLIT_MIX_64.create(bits));
    }

    /** A part of an image of that size; how much is drawn depends on what fits. */
    public Region region(int width, int height, UniformRandomProvider random) {
        double area = (double) width * height;
        for (int draw = 0; draw < DRAWS; draw++) {
            double share = area * (least + (most - least) * random.nextDouble());
            double ratio = ratio(random);
            long cropWidth = (long) Math.rint(Math.sqrt(share * ratio));
            long cropHeight = (long) Math.rint(Math.sqrt(share / ratio));
            if (cropWidth >= 1 && cropWidth <= width && cropHeight >= 1 && cropHeight <= height) {
                int top = random.nextInt(height - (int) cropHeight + 1);
                int left = random.nextInt(width - (int) cropWidth + 1);
                return new Region(left, top, (int) cropWidth, (int) cropHeight);
            }
        }
        return middle(width, height);
    }

    /** Evenly in its logarithm; the strict functions have the same bits on every machine. */
    private static double ratio(UniformRandomProvider random) {
        return StrictMath.exp(LOWEST_LOGARITHM + (HIGHEST_LOGARITHM - LOWEST_LOGARITHM) * random.nextDouble());
    }

    private static Region middle(int width, int height) {
        double ratio = (double) width / height;
        int cropWidth = ratio > WIDEST ? Math.max(1, (int) Math.rint(height * WIDEST)) : width;
        int cropHeight = ratio < NARROWEST ? Math.max(1, (int) Math.rint(width / NARROWEST)) : height;
        return new Region((width - cropWidth) / 2, (height - cropHeight) / 2, cropWidth, cropHeight);
    }
}
