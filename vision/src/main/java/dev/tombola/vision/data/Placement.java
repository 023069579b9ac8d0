package dev.tombola.vision.data;

/**
 * How one image is shown: moved up and left by so many pixels, black where nothing is left, then flipped or not. Negative
 * numbers move it down and right.
 */
record Placement(int up, int left, boolean flipped) {
    static final Placement UNCHANGED = new Placement(0, 0, false);
}
