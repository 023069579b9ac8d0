package dev.tombola.vision.view;

/** Brightness, contrast, saturation and hue, changed at random and in a random order. */
final class ColourJitter {
    private final Views.Jitter strengths;
    private final Colours colours;
    private final Hue hue;
    private final int[] order = new int[4];

    ColourJitter(Views.Jitter strengths, Colours colours, Hue hue) {
        this.strengths = strengths;
        this.colours = colours;
        this.hue = hue;
    }

    void apply(Planes image, Bits random) {
        shuffle(random);
        for (int change : order) {
            switch (change) {
                case 0 -> {
                    if (strengths.brightness() > 0) {
                        colours.brighten(image, factor(strengths.brightness(), random));
                    }
                }
                case 1 -> {
                    if (strengths.contrast() > 0) {
                        colours.contrast(image, factor(strengths.contrast(), random));
                    }
                }
                case 2 -> {
                    if (strengths.saturation() > 0) {
                        colours.saturate(image, factor(strengths.saturation(), random));
                    }
                }
                default -> {
                    if (strengths.hue() > 0) {
                        hue.turn(image, (float) random.between(-strengths.hue(), strengths.hue()));
                    }
                }
            }
        }
    }

    private void shuffle(Bits random) {
        for (int i = 0; i < order.length; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
    }

    private static float factor(double strength, Bits random) {
        return (float) random.between(Math.max(0, 1 - strength), 1 + strength);
    }
}
