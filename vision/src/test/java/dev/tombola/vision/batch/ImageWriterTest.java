package dev.tombola.vision.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.vision.data.Augmentation;
import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Images;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.data.Placement;
import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;
import java.util.Collections;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ImageWriterTest {
    private static float[] written(ImageSet images, Placement placement, ChannelOrder layout) {
        int channels = images.shape().channels();
        var bytesAsTheyAre =
                new Normalisation(Collections.nCopies(channels, 0.0), Collections.nCopies(channels, 1 / 255.0));
        var values = FloatBuffer.allocate(images.valuesPerImage());
        new ImageWriter(images, bytesAsTheyAre, layout, Augmentation.NONE).write(0, placement, values);
        var rounded = new float[values.capacity()];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = Math.round(values.get(i));
        }
        return rounded;
    }

    @Test
    void channelsComeLastOrFirst() {
        var images = Images.counting(2, 1, 3);

        assertThat(written(images, Placement.UNCHANGED, ChannelOrder.CHANNELS_LAST))
                .containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(written(images, Placement.UNCHANGED, ChannelOrder.CHANNELS_FIRST))
                .containsExactly(0, 2, 4, 1, 3, 5);
    }

    @Test
    void pixelsAreNormalisedAsPyTorchDoes() {
        var cifar10 = DataSets.named("cifar10").normalisation();

        assertThat(cifar10.apply(0, 0)).isEqualTo(-2.4290657f); // (0 - 0.4914) / 0.2023
        assertThat(cifar10.apply(2, 255)).isEqualTo(2.7537313f); // (1 - 0.4465) / 0.2010
    }

    @Test
    void aMoveLeavesBlackBehind() {
        var images = Images.counting(1, 3, 3); // 0 1 2 / 3 4 5 / 6 7 8

        assertThat(written(images, new Placement(1, -1, false), ChannelOrder.CHANNELS_LAST))
                .containsExactly(0, 3, 4, 0, 6, 7, 0, 0, 0);
    }

    @Test
    void aFlipComesAfterTheMove() {
        var images = Images.counting(1, 3, 3);

        assertThat(written(images, new Placement(1, -1, true), ChannelOrder.CHANNELS_LAST))
                .containsExactly(4, 3, 0, 7, 6, 0, 0, 0, 0);
    }

    @Property
    void flippingTwiceChangesNothing(
            @ForAll @IntRange(min = 1, max = 3) int channels,
            @ForAll @IntRange(min = 1, max = 6) int height,
            @ForAll @IntRange(min = 1, max = 6) int width) {
        var images = Images.counting(channels, height, width);

        var once = written(images, new Placement(0, 0, true), ChannelOrder.CHANNELS_LAST);
        var bytes = new byte[once.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) once[i];
        }
        var flipped = ImageSet.of(images.shape(), 1, MemorySegment.ofArray(bytes), 0);

        assertThat(written(flipped, new Placement(0, 0, true), ChannelOrder.CHANNELS_LAST))
                .isEqualTo(written(images, Placement.UNCHANGED, ChannelOrder.CHANNELS_LAST));
    }

    @Property
    void everyPlacementIsACropOfThePaddedImage(@ForAll long bits, @ForAll @IntRange(max = 8) int padding) {
        var placement = new Augmentation(padding, true).placement(bits);

        assertThat(placement.up()).isBetween(-padding, padding);
        assertThat(placement.left()).isBetween(-padding, padding);
    }

    @Property
    void withoutPaddingAndFlipsNothingChanges(@ForAll long bits) {
        assertThat(Augmentation.NONE.placement(bits)).isEqualTo(Placement.UNCHANGED);
    }
}
