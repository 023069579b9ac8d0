package dev.tombola.ticket.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the views of an image are made, in torchvision's terms (paper 2.3, 2.4). What is left out is as in the paper whose
 * objective it is for.
 *
 * @param crop least and most share of the image's area that is seen
 * @param flip probability
 * @param jitter how colours are changed
 * @param grayscale probability
 * @param blur probability
 */
public record ViewTerms(
        @Nullable List<Double> crop,
        @Nullable Double flip,
        @Nullable Jitter jitter,
        @Nullable Double grayscale,
        @Nullable Double blur) {
    /** simCLR's, as the paper's code has it: no blur. */
    static final ViewTerms SIMCLR =
            new ViewTerms(List.of(0.08, 1.0), 0.5, new Jitter(0.8, 0.8, 0.8, 0.8, 0.2), 0.2, 0.0);

    /** MoCo v2's. */
    static final ViewTerms MOCO = new ViewTerms(List.of(0.2, 1.0), 0.5, new Jitter(0.8, 0.4, 0.4, 0.4, 0.1), 0.2, 0.5);

    /**
     * Brightness, contrast, saturation and hue, in a random order.
     *
     * @param probability of changing any
     * @param brightness the factor lies within 1 ± this; so do those of contrast and saturation
     * @param hue at most so much of the colour circle, either way
     */
    public record Jitter(double probability, double brightness, double contrast, double saturation, double hue) {
        public Jitter {
            Require.that(probability >= 0 && probability <= 1, "jitter.probability", probability, "is not in [0, 1]");
            strength("jitter.brightness", brightness);
            strength("jitter.contrast", contrast);
            strength("jitter.saturation", saturation);
            Require.that(hue >= 0 && hue <= 0.5, "jitter.hue", hue, "is not in [0, 0.5]");
        }

        private static void strength(String key, double value) {
            Require.that(value >= 0 && value <= 10, key, value, "is not in [0, 10]");
        }
    }

    public ViewTerms {
        if (crop != null) {
            crop = List.copyOf(crop);
            Require.that(
                    crop.size() == 2 && crop.getFirst() > 0 && crop.getFirst() <= crop.getLast() && crop.getLast() <= 1,
                    "crop",
                    crop,
                    "is not two shares of the area in order, above 0 and at most 1");
        }
        probability("flip", flip);
        probability("grayscale", grayscale);
        probability("blur", blur);
    }

    /** These, and the others' where these say nothing. */
    ViewTerms or(ViewTerms others) {
        return new ViewTerms(
                crop == null ? others.crop : crop,
                flip == null ? others.flip : flip,
                jitter == null ? others.jitter : jitter,
                grayscale == null ? others.grayscale : grayscale,
                blur == null ? others.blur : blur);
    }

    private static void probability(String key, @Nullable Double value) {
        Require.that(value == null || (value >= 0 && value <= 1), key, value + "", "is not in [0, 1]");
    }
}
