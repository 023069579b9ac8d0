package dev.tombola.vision.image;

/**
 * How an image that is not varied comes to its size.
 *
 * @param shorterSide what the shorter side becomes before the middle is cut out; 0 to stretch the whole image instead
 */
public record Framing(int shorterSide) {
    public static final Framing STRETCHED = new Framing(0);

    /** As {@code Resize} and {@code CenterCrop} of torchvision. */
    public void apply(RgbImage image, int width, int height, byte[] target) {
        if (shorterSide == 0) {
            Bilinear.resize(image, image.whole(), width, height, new Region(0, 0, width, height), target);
            return;
        }
        int fullWidth = resized(image.width(), image.height());
        int fullHeight = resized(image.height(), image.width());
        var middle = new Region(
                (int) Math.rint((fullWidth - width) / 2.0),
                (int) Math.rint((fullHeight - height) / 2.0),
                width,
                height);
        Bilinear.resize(image, image.whole(), fullWidth, fullHeight, middle, target);
    }

    private int resized(int side, int other) {
        return side <= other ? shorterSide : (int) ((double) shorterSide * side / other);
    }
}
