package dev.tombola.vision.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tombola.vision.data.Augmentation;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.network.Shape;
import dev.tombola.vision.random.Randomness;
import dev.tombola.vision.view.ViewWriter;
import dev.tombola.vision.view.Views;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class ViewBatchesTest {
    private static final Normalisation NORMALISATION = new Normalisation(List.of(.5, .4, .3), List.of(.25, .2, .125));
    private static final int VALUES = 3 * 8 * 8;
    private static final ImageSet TEN = noise(3);

    private static ImageSet noise(int channels) {
        var bytes = new byte[10 * channels * 8 * 8];
        Randomness.of(1).generator().nextBytes(bytes);
        return ImageSet.of(
                new Shape(channels, 8, 8),
                10,
                MemorySegment.ofArray(bytes),
                IntStream.range(0, 10).toArray());
    }

    private static Epochs epochs(long seed) {
        return new Epochs(4, false, Augmentation.NONE, Randomness.of(seed));
    }

    private static Batches training(long seed, long first, int loaders) {
        return Batches.views(TEN, NORMALISATION, ChannelOrder.CHANNELS_LAST, Views.MOCO, epochs(seed), first, loaders);
    }

    private static float[] values(Batch batch) {
        var values = new float[batch.values().remaining()];
        batch.values().get(values);
        return values;
    }

    private static float[] row(Batch batch, int row) {
        return Arrays.copyOfRange(values(batch), row * VALUES, (row + 1) * VALUES);
    }

    @Test
    void allFirstViewsComeBeforeAllSecondViews() {
        try (var batches = training(1, 0, 1);
                var once = Batches.training(TEN, NORMALISATION, ChannelOrder.CHANNELS_LAST, epochs(1), 0)) {
            for (int size : new int[] {4, 4, 2, 4}) {
                var batch = batches.next();

                assertThat(batch.size()).isEqualTo(2 * size);
                assertThat(batch.values().remaining()).isEqualTo(2 * size * VALUES);
                assertThat(Arrays.copyOf(batch.labels(), size))
                        .as("in the order of any training")
                        .isEqualTo(once.next().labels())
                        .isEqualTo(Arrays.copyOfRange(batch.labels(), size, 2 * size));
                for (int i = 0; i < size; i++) {
                    assertThat(row(batch, i)).as("two views").isNotEqualTo(row(batch, size + i));
                }
            }
        }
    }

    @Test
    void aViewIsNormalisedAndLaidOut() {
        var randomness = Randomness.of(3);
        try (var last = Batches.viewsInOrder(
                        TEN, NORMALISATION, ChannelOrder.CHANNELS_LAST, Views.SIMCLR, randomness, 3);
                var first = Batches.viewsInOrder(
                        TEN, NORMALISATION, ChannelOrder.CHANNELS_FIRST, Views.SIMCLR, randomness, 3)) {
            var pixel = row(last.next(), 4);
            var plane = row(first.next(), 4);

            var view = new ViewWriter(Views.SIMCLR, TEN.shape())
                    .view(TEN.picture(1, new byte[VALUES]), randomness.bits(2 + 1));

            for (int i = 0; i < 64; i++) {
                for (int channel = 0; channel < 3; channel++) {
                    float expected = (view.channel(channel)[i] - (float) (.5 - channel * .1))
                            / new float[] {.25f, .2f, .125f}[channel];
                    assertThat(pixel[i * 3 + channel]).isCloseTo(expected, within(1e-6f));
                    assertThat(plane[channel * 64 + i]).isEqualTo(pixel[i * 3 + channel]);
                }
            }
        }
    }

    @Test
    void aRunThatGoesOnMeetsTheSameViews() {
        try (var whole = training(1, 0, 1);
                var rest = training(1, 4, 1)) {
            for (int i = 0; i < 4; i++) {
                whole.next();
            }

            for (int i = 0; i < 4; i++) {
                assertThat(values(rest.next())).isEqualTo(values(whole.next()));
            }
        }
    }

    @Test
    void noByteDependsOnTheNumberOfThreads() {
        try (var one = training(1, 0, 1);
                var three = training(1, 0, 3)) {
            for (int i = 0; i < 5; i++) {
                assertThat(values(three.next())).isEqualTo(values(one.next()));
            }
        }
    }

    @Test
    void bytesAreTheSameOnEveryMachineAndStayAsTheyAre() {
        var augmented = new Epochs(4, false, Augmentation.CROP_AND_FLIP, Randomness.of(1));
        try (var moved = Batches.training(TEN, NORMALISATION, ChannelOrder.CHANNELS_LAST, augmented, 0);
                var viewed = training(1, 0, 1)) {
            assertThat(checksum(moved)).isEqualTo(0xCA2AC49L);
            assertThat(checksum(viewed)).isEqualTo(0x627F5139L);
        }
    }

    private static long checksum(Batches batches) {
        var crc = new CRC32();
        for (int i = 0; i < 6; i++) {
            crc.update(batches.next().bytes());
        }
        return crc.getValue();
    }

    @Test
    void epochsAndSeedsGiveOtherViews() {
        var image = TEN.select(IntStream.of(3));
        var order = ChannelOrder.CHANNELS_LAST;
        try (var one = Batches.views(image, NORMALISATION, order, Views.SIMCLR, epochs(1), 0);
                var two = Batches.views(image, NORMALISATION, order, Views.SIMCLR, epochs(2), 0)) {
            var first = values(one.next());

            assertThat(values(one.next())).isNotEqualTo(first);
            assertThat(values(two.next())).isNotEqualTo(first);
        }
    }

    @Test
    void inOrderEveryImageComesOnceInTwoViews() {
        try (var batches = Batches.viewsInOrder(
                TEN, NORMALISATION, ChannelOrder.CHANNELS_FIRST, Views.MOCO, Randomness.of(2), 4)) {
            var labels = new ArrayList<long[]>();
            while (batches.hasNext()) {
                var batch = batches.next();
                labels.add(batch.labels());
                assertThat(row(batch, 0)).isNotEqualTo(row(batch, batch.size() / 2));
            }

            assertThat(labels)
                    .containsExactly(
                            new long[] {0, 1, 2, 3, 0, 1, 2, 3},
                            new long[] {4, 5, 6, 7, 4, 5, 6, 7},
                            new long[] {8, 9, 8, 9});
        }
    }

    @Test
    void greyImagesHaveViewsToo() {
        var normalisation = new Normalisation(List.of(0.0), List.of(1.0));
        try (var batches =
                Batches.views(noise(1), normalisation, ChannelOrder.CHANNELS_FIRST, Views.MOCO, epochs(1), 0)) {
            var batch = batches.next();

            assertThat(values(batch)).hasSize(8 * 64).doesNotContain(Float.NaN);
            for (float value : values(batch)) {
                assertThat(value).isBetween(0f, 1f);
            }
        }
    }
}
