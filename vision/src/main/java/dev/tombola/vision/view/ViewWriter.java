package dev.tombola.vision.view;

import dev.tombola.vision.image.Picture;
import dev.tombola.vision.image.ResizedCrop;
import dev.tombola.vision.network.Shape;

/** Makes views, one at a time and all in the same memory; for one thread. */
public final class ViewWriter {
    private static final double LEAST_SIGMA = .1;
    private static final double MOST_SIGMA = 2;

    private final Views views;
    private final ResizedCrop crop;
    private final Stretch stretch;
    private final Colours colours;
    private final ColourJitter jitter;
    private final Blur blur;
    private final Planes planes;
    private final Bits random = new Bits();

    /** @param shape what views become; of 1 or 3 channels */
    public ViewWriter(Views views, Shape shape) {
        if (shape.channels() != 1 && shape.channels() != 3) {
            throw new IllegalArgumentException("views are of 1 or 3 channels, not of " + shape);
        }
        this.views = views;
        crop = new ResizedCrop(views.leastArea(), views.mostArea());
        stretch = new Stretch(shape);
        int pixels = shape.height() * shape.width();
        colours = new Colours(pixels);
        jitter = new ColourJitter(views.jitter(), colours, new Hue(pixels));
        blur = new Blur(shape, Blur.radius(shape));
        planes = new Planes(shape);
    }

    /** The view is decided by the bits and the picture alone; it is valid until the next one is asked for. */
    public Planes view(Picture picture, long bits) {
        random.startAt(bits);
        stretch.apply(picture, crop.region(picture.width(), picture.height(), random), planes);
        if (random.happens(views.flips())) {
            Mirror.flip(planes);
        }
        if (random.happens(views.jitter().probability())) {
            jitter.apply(planes, random);
        }
        if (random.happens(views.greys())) {
            colours.turnGrey(planes);
        }
        if (random.happens(views.blurs())) {
            blur.apply(planes, random.between(LEAST_SIGMA, MOST_SIGMA));
        }
        return planes;
    }
}
