package dev.tombola.vision.image;

/** A part of an image, in pixels. */
public record Region(int left, int top, int width, int height) {
    public Region {
        if (left < 0 || top < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "no part of an image: %d x %d at %d, %d".formatted(width, height, left, top));
        }
    }
}
