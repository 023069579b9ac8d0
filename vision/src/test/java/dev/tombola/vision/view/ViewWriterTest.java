package dev.tombola.vision.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.vision.image.Picture;
import dev.tombola.vision.network.Shape;
import dev.tombola.vision.random.Randomness;
import dev.tombola.vision.view.Views.Jitter;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ViewWriterTest {
    private static final Shape SHAPE = new Shape(3, 16, 16);
    private static final Jitter NO_JITTER = new Jitter(0, .8, .8, .8, .2);
    private static final Views UNCHANGED = new Views(1, 1, 0, NO_JITTER, 0, 0);
    private static final Picture PICTURE = Pictures.noise(16, 16, 3, 1);

    private static double[] view(Views views, Picture picture, long bits) {
        return Pictures.values(new ViewWriter(views, SHAPE).view(picture, bits));
    }

    /** How often views are such, of 4,000. */
    private static double share(Views views, Picture picture, Predicate<Planes> such) {
        var writer = new ViewWriter(views, SHAPE);
        var bits = Randomness.of(5);
        return LongStream.range(0, 4000)
                        .filter(i -> such.test(writer.view(picture, bits.bits(i))))
                        .count()
                / 4e3;
    }

    private static boolean isGrey(Planes view) {
        return Arrays.equals(view.channel(0), view.channel(1)) && Arrays.equals(view.channel(1), view.channel(2));
    }

    @Property
    void whereNothingVariesAViewIsTheImage(@ForAll long bits) {
        assertThat(view(UNCHANGED, PICTURE, bits)).containsExactly(bytes());
    }

    @Property
    void strengthsOfZeroAreTheIdentityToo(@ForAll long bits) {
        assertThat(view(new Views(1, 1, 0, new Jitter(1, 0, 0, 0, 0), 0, 0), PICTURE, bits))
                .containsExactly(bytes());
    }

    private static double[] bytes() {
        var values = new double[3 * 16 * 16];
        for (int i = 0; i < values.length; i++) {
            values[i] = (PICTURE.values()[i % 256 * 3 + i / 256] & 0xFF) / 255f;
        }
        return values;
    }

    @Property
    void viewsLieInZeroToOneWhateverTheSize(
            @ForAll long bits,
            @ForAll @IntRange(min = 1, max = 60) int width,
            @ForAll @IntRange(min = 1, max = 60) int height) {
        var strong = new Views(.08, 1, .5, new Jitter(1, 3, 3, 3, .5), .2, .5);

        Pictures.assertBetweenBlackAndWhite(view(strong, Pictures.noise(width, height, 3, width), bits));
    }

    @Property
    void theSameBitsMakeTheSameViewAfterAnyOther(@ForAll long bits, @ForAll long others) {
        var used = new ViewWriter(Views.MOCO, SHAPE);
        used.view(Pictures.noise(50, 40, 3, 2), others);

        assertThat(Pictures.values(used.view(PICTURE, bits))).containsExactly(view(Views.MOCO, PICTURE, bits));
    }

    @Test
    void drawsAsOftenAsItIsTold() {
        var gradient = new byte[3 * 16 * 16];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (byte) (i / 3 % 16 * (i % 3 + 1));
        }
        var picture = new Picture(16, 16, 3, gradient);

        assertThat(share(Views.SIMCLR, picture, ViewWriterTest::isGrey)).isBetween(.17, .23);
        assertThat(share(Views.SIMCLR, picture, view -> view.channel(0)[0] > view.channel(0)[15]))
                .as("flips")
                .isBetween(.45, .55);
        var unchanged = Pictures.values(new ViewWriter(UNCHANGED, SHAPE).view(picture, 0));
        Predicate<Planes> changed = view -> !Arrays.equals(Pictures.values(view), unchanged);
        assertThat(share(new Views(1, 1, 0, Views.SIMCLR.jitter(), 0, 0), picture, changed))
                .as("jitters")
                .isBetween(.77, .83);
        assertThat(share(new Views(1, 1, 0, NO_JITTER, 0, .5), picture, changed))
                .as("blurs")
                .isBetween(.46, .54);
    }

    @Test
    void factorsLieEvenlyAroundOne() {
        var picture = new Picture(16, 16, 3, grey(100));
        var views = new Views(1, 1, 0, new Jitter(1, .4, 0, 0, 0), 0, 0);

        assertThat(share(views, picture, view -> view.channel(0)[0] < 80 / 255f))
                .isBetween(.22, .28);
        assertThat(share(views, picture, view -> view.channel(0)[0] < 59.9f / 255 || view.channel(0)[0] > 140.1f / 255))
                .isZero();
    }

    @Test
    void oneChannelIsEnough() {
        var shape = new Shape(1, 16, 16);
        var writer = new ViewWriter(Views.MOCO, shape);
        var picture = Pictures.noise(16, 16, 1, 2);

        var one = Pictures.values(writer.view(picture, 1));
        var two = Pictures.values(writer.view(picture, 2));

        assertThat(one).hasSize(256).isNotEqualTo(two);
        Pictures.assertBetweenBlackAndWhite(one);
    }

    @Test
    void refusesWhatIsNoView() {
        assertThatThrownBy(() -> new ViewWriter(Views.MOCO, new Shape(2, 4, 4)))
                .hasMessageContaining("1 or 3 channels");
        assertThatThrownBy(() -> new Views(0, 1, 0, NO_JITTER, 0, 0)).hasMessageStartingWith("shares of an area");
        assertThatThrownBy(() -> new Views(.5, 1.1, 0, NO_JITTER, 0, 0)).hasMessageStartingWith("shares of an area");
        assertThatThrownBy(() -> new Views(1, 1, 2, NO_JITTER, 0, 0)).hasMessage("flips must lie in [0, 1]: 2.0");
        assertThatThrownBy(() -> new Views(1, 1, 0, NO_JITTER, -1, 0)).hasMessage("greys must lie in [0, 1]: -1.0");
        assertThatThrownBy(() -> new Views(1, 1, 0, NO_JITTER, 0, Double.NaN))
                .hasMessage("blurs must lie in [0, 1]: NaN");
        assertThatThrownBy(() -> new Jitter(1, 0, 0, 0, .6)).hasMessage("hue must lie in [0, 0.5]: 0.6");
        assertThatThrownBy(() -> new Jitter(1, -1, 0, 0, 0)).hasMessageStartingWith("brightness must lie in");
        assertThatThrownBy(() -> new Jitter(1, 0, 2000, 0, 0)).hasMessageStartingWith("contrast must lie in");
        assertThatThrownBy(() -> new Jitter(1, 0, 0, Double.NaN, 0)).hasMessageStartingWith("saturation must lie in");
        assertThatThrownBy(() -> new Jitter(1.1, 0, 0, 0, 0)).hasMessageStartingWith("jitter must lie in");
    }

    private static byte[] grey(int value) {
        var bytes = new byte[3 * 16 * 16];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
