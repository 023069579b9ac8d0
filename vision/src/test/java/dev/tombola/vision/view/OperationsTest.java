package dev.tombola.vision.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tombola.vision.image.Picture;
import dev.tombola.vision.image.Region;
import dev.tombola.vision.network.Shape;
import java.util.Arrays;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OperationsTest {
    private static final Offset<Double> ROUNDING = within(1e-6);
    private static final Shape SHAPE = new Shape(3, 5, 7);

    private static float[] rgb(double red, double green, double blue) {
        return new float[] {(float) red, (float) green, (float) blue};
    }

    private static double[] after(Planes image, Consumer<Planes> operation) {
        operation.accept(image);
        return Pictures.values(image);
    }

    private static Colours colours(Planes image) {
        return new Colours(image.shape().height() * image.shape().width());
    }

    private static void turn(Planes image, float turns) {
        new Hue(image.shape().height() * image.shape().width()).turn(image, turns);
    }

    @Test
    void brightnessIsAFactorThatEndsAtWhite() {
        var image = Pictures.colours(rgb(.25, .5, .75));

        assertThat(after(image, it -> colours(it).brighten(it, 1.5f)))
                .containsExactly(new double[] {.375, .75, 1}, ROUNDING);
    }

    @Test
    void withoutContrastAnImageIsItsMeanGrey() {
        var image = Pictures.colours(rgb(1, 0, 0), rgb(0, 1, 0));

        assertThat(after(image, it -> colours(it).contrast(it, 0)))
                .as("(0.2989 + 0.587) / 2")
                .containsOnly(new double[] {.44295}, ROUNDING);
    }

    @Test
    void withoutSaturationAnImageIsGrey() {
        var image = Pictures.colours(rgb(1, 0, 0), rgb(.5, .5, 1));
        var grey = Pictures.colours(rgb(1, 0, 0), rgb(.5, .5, 1));

        assertThat(after(image, it -> colours(it).saturate(it, 0)))
                .containsExactly(new double[] {.2989, .55695, .2989, .55695, .2989, .55695}, ROUNDING)
                .containsExactly(after(grey, it -> colours(it).turnGrey(it)));
    }

    @Test
    void aThirdOfTheWheelLeadsFromRedToGreenToBlue() {
        var image = Pictures.colours(rgb(1, 0, 0), rgb(.2, .8, .2), rgb(0, 0, .5));

        turn(image, 1 / 3f);

        assertThat(Pictures.values(image)).containsExactly(new double[] {0, .2, .5, 1, .2, 0, 0, .8, 0}, ROUNDING);
    }

    @Test
    void greyHasNoHue() {
        var image = Pictures.colours(rgb(0, 0, 0), rgb(.3, .3, .3), rgb(1, 1, 1));

        assertThat(after(image, it -> turn(it, .4f))).containsExactly(0, .3f, 1, 0, .3f, 1, 0, .3f, 1);
    }

    @Property
    void turningTheHueBackOrHalfwayTwiceIsTheIdentity(
            @ForAll @FloatRange(min = -.5f, max = .5f) float turns, @ForAll @IntRange(max = 1000) int seed) {
        var image = Pictures.noise(SHAPE, seed);
        var before = Pictures.values(image);

        turn(image, turns);
        Pictures.assertBetweenBlackAndWhite(Pictures.values(image));
        turn(image, -turns);
        assertThat(Pictures.values(image)).containsExactly(before, within(2e-5));
        turn(image, .5f);
        turn(image, .5f);
        assertThat(Pictures.values(image)).containsExactly(before, within(2e-5));
    }

    @Property
    void factorsOfOneChangeNothing(@ForAll @IntRange(max = 1000) int seed) {
        var image = Pictures.noise(SHAPE, seed);
        var before = Pictures.values(image);
        var colours = colours(image);

        colours.brighten(image, 1);
        colours.contrast(image, 1);
        colours.saturate(image, 1);

        assertThat(Pictures.values(image)).containsExactly(before);
    }

    @Property
    void flippingTwiceIsTheIdentity(@ForAll @IntRange(min = 1, max = 9) int width) {
        var image = Pictures.noise(new Shape(3, 4, width), width);
        var before = Pictures.values(image);

        Mirror.flip(image);
        assertThat(image.channel(2)[0]).isEqualTo((float) before[2 * 4 * width + width - 1]);
        Mirror.flip(image);
        assertThat(Pictures.values(image)).containsExactly(before);
    }

    @Test
    void oneChannelHasNoColours() {
        var image = Pictures.noise(new Shape(1, 4, 4), 1);
        var before = Pictures.values(image);
        var colours = colours(image);

        colours.saturate(image, .3f);
        colours.turnGrey(image);
        turn(image, .3f);

        assertThat(Pictures.values(image)).containsExactly(before);
        colours.contrast(image, 0);
        assertThat(Pictures.values(image))
                .containsOnly(new double[] {Arrays.stream(before).average().orElseThrow()}, ROUNDING);
    }

    @Test
    void aBlurMirrorsTheImageWithoutItsBorder() {
        var image = Pictures.planes(new Shape(1, 1, 3), i -> i / 2f); // 0 0.5 1
        double sigma = 1 / Math.sqrt(2 * Math.log(2)); // a neighbour weighs half

        new Blur(image.shape(), 1).apply(image, sigma);

        assertThat(Pictures.values(image)).containsExactly(new double[] {.25, .5, .75}, ROUNDING);
    }

    @Property
    void aBlurKeepsWhatIsEvenAndKeepsWithinBounds(
            @ForAll @IntRange(min = 1, max = 40) int height, @ForAll @IntRange(min = 1, max = 40) int width) {
        var shape = new Shape(3, height, width);
        int radius = Math.max(1, Math.min(3, Math.min(height, width) - 1));
        var even = Pictures.planes(shape, _ -> 1);
        var noise = Pictures.noise(shape, 3);

        new Blur(shape, radius).apply(even, 1.7);
        new Blur(shape, radius).apply(noise, 1.7);

        assertThat(Pictures.values(even)).containsOnly(new double[] {1}, ROUNDING);
        Pictures.assertBetweenBlackAndWhite(Pictures.values(even));
        Pictures.assertBetweenBlackAndWhite(Pictures.values(noise));
    }

    @Test
    void aBlurIsATenthOfTheShorterSideAcross() {
        assertThat(Blur.radius(new Shape(3, 224, 300))).as("23 pixels").isEqualTo(11);
        assertThat(Blur.radius(new Shape(3, 96, 96))).as("9 pixels").isEqualTo(4);
        assertThat(Blur.radius(new Shape(3, 32, 32))).isEqualTo(1);
        assertThat(Blur.radius(new Shape(1, 8, 8))).isEqualTo(1);
    }

    @Test
    void aPartOfTheSizeWantedIsNotChanged() {
        var picture = Pictures.noise(9, 8, 3, 5);
        var result = new Planes(SHAPE);

        new Stretch(SHAPE).apply(picture, new Region(2, 3, 7, 5), result);

        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < 5; y++) {
                for (int x = 0; x < 7; x++) {
                    int value = picture.values()[((y + 3) * 9 + x + 2) * 3 + channel] & 0xFF;
                    assertThat(result.channel(channel)[y * 7 + x]).isEqualTo(value / 255f);
                }
            }
        }
    }

    @Test
    void resizingMixesNeighboursByTheirNearness() {
        var picture = new Picture(2, 1, 1, new byte[] {0, (byte) 255});
        var wide = new Planes(new Shape(1, 1, 4));
        var narrow = new Planes(new Shape(1, 1, 1));

        new Stretch(wide.shape()).apply(picture, new Region(0, 0, 2, 1), wide);
        new Stretch(narrow.shape()).apply(picture, new Region(0, 0, 2, 1), narrow);

        assertThat(Pictures.values(wide)).containsExactly(new double[] {0, .25, .75, 1}, ROUNDING);
        assertThat(Pictures.values(narrow)).containsExactly(.5);
    }

    @Property
    void whatIsWhiteStaysWhiteAtAnySize(
            @ForAll @IntRange(min = 1, max = 70) int from, @ForAll @IntRange(min = 1, max = 40) int to) {
        var bytes = new byte[from * from];
        Arrays.fill(bytes, (byte) 255);
        var result = new Planes(new Shape(1, to, to));

        new Stretch(result.shape()).apply(new Picture(from, from, 1, bytes), new Region(0, 0, from, from), result);

        assertThat(Pictures.values(result)).containsOnly(new double[] {1}, ROUNDING);
        Pictures.assertBetweenBlackAndWhite(Pictures.values(result));
    }
}
