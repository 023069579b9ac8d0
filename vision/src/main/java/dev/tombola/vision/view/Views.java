package dev.tombola.vision.view;

/**
 * How a view of an image is made, as by torchvision: a part of it stretched to the size wanted ({@code RandomResizedCrop}),
 * flipped, its colours jittered, turned grey, blurred.
 *
 * @param leastArea share of the image's area
 * @param mostArea share of the image's area
 * @param flips how often it is mirrored
 * @param greys how often it loses its colours
 * @param blurs how often it is blurred, by a Gaussian whose sigma lies evenly in [0.1, 2] pixels
 */
public record Views(double leastArea, double mostArea, double flips, Jitter jitter, double greys, double blurs) {
    /** SimCLR (<a href="https://arxiv.org/abs/2002.05709">arXiv 2002.05709</a>) as the paper's code has it: without blur. */
    public static final Views SIMCLR = new Views(.08, 1, .5, new Jitter(.8, .8, .8, .8, .2), .2, 0);
    /** MoCo v2 (<a href="https://arxiv.org/abs/2003.04297">arXiv 2003.04297</a>): {@code --aug-plus} of its code. */
    public static final Views MOCO = new Views(.2, 1, .5, new Jitter(.8, .4, .4, .4, .1), .2, .5);

    public Views {
        if (!(leastArea > 0 && leastArea <= mostArea && mostArea <= 1)) {
            throw new IllegalArgumentException(
                    "shares of an area lie in (0, 1] and in order: %s, %s".formatted(leastArea, mostArea));
        }
        requireProbability("flips", flips);
        requireProbability("greys", greys);
        requireProbability("blurs", blurs);
    }

    /**
     * Brightness, contrast, saturation and hue, changed in a random order ({@code ColorJitter}).
     *
     * @param probability how often they are changed at all
     * @param brightness b: the factor lies evenly in [max(0, 1 - b), 1 + b]; 0 changes nothing
     * @param contrast as brightness
     * @param saturation as brightness
     * @param hue h: evenly in [-h, h], in turns of the colour wheel
     */
    public record Jitter(double probability, double brightness, double contrast, double saturation, double hue) {
        private static final double STRONGEST = 1000;

        public Jitter {
            requireProbability("jitter", probability);
            requireStrength("brightness", brightness, STRONGEST);
            requireStrength("contrast", contrast, STRONGEST);
            requireStrength("saturation", saturation, STRONGEST);
            requireStrength("hue", hue, .5);
        }
    }

    private static void requireProbability(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("%s must lie in [0, 1]: %s".formatted(name, value));
        }
    }

    private static void requireStrength(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException("%s must lie in [0, %s]: %s".formatted(name, most, value));
        }
    }
}
