package dev.tombola.vision.data;

import java.util.Optional;

/**
 * How one image is shown: cropped and resized, moved up and left by so many pixels, black where nothing is left, then
 * flipped or not. Negative numbers move it down and right.
 */
public record Placement(Optional<Crop> crop, int up, int left, boolean flipped) {
    public static final Placement UNCHANGED = new Placement(0, 0, false);

    public Placement(int up, int left, boolean flipped) {
        this(Optional.empty(), up, left, flipped);
    }
}
