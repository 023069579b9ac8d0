package dev.tombola.vision.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.vision.data.Augmentation;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Images;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.network.Shape;
import dev.tombola.vision.random.Randomness;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final Normalisation BYTES = new Normalisation(List.of(0.0), List.of(1 / 255.0));
    private static final ImageSet TEN =
            Images.numbered(10, IntStream.range(0, 10).toArray());

    private static Epochs epochs(int batch, boolean dropsLast, long seed) {
        return new Epochs(batch, dropsLast, Augmentation.NONE, Randomness.of(seed));
    }

    private static Batches training(Epochs epochs, long first) {
        return Batches.training(TEN, BYTES, ChannelOrder.CHANNELS_LAST, epochs, first);
    }

    private static List<Long> labels(Batches batches, int count) {
        var labels = new ArrayList<Long>();
        for (int i = 0; i < count; i++) {
            for (long label : batches.next().labels()) {
                labels.add(label);
            }
        }
        return labels;
    }

    @Test
    void everyImageComesOnceInOrderWhenMeasuring() {
        try (var batches = Batches.inOrder(TEN, BYTES, ChannelOrder.CHANNELS_FIRST, 4)) {
            var sizes = new ArrayList<Integer>();
            var values = new ArrayList<Integer>();
            while (batches.hasNext()) {
                var batch = batches.next();
                sizes.add(batch.size());
                for (int i = 0; i < batch.values().remaining(); i++) {
                    values.add(Math.round(batch.values().get(i)));
                }
                assertThat(batch.bytes().remaining()).isEqualTo(4 * batch.size());
            }

            assertThat(sizes).containsExactly(4, 4, 2);
            assertThat(values).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void anEpochHoldsEveryImageOnceAndTheNextHasAnotherOrder() {
        try (var batches = training(epochs(4, false, 1), 0)) {
            var first = labels(batches, 3);
            var second = labels(batches, 3);

            assertThat(first).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
            assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
        }
    }

    @Test
    void theLastBatchOfAnEpochIsDroppedWhenItIsNotFull() {
        try (var batches = training(epochs(4, true, 1), 0)) {
            assertThat(labels(batches, 2)).hasSize(8).doesNotHaveDuplicates();
            assertThat(batches.next().size()).isEqualTo(4);
        }
    }

    @Test
    void aRunThatGoesOnMeetsTheSameBatches() {
        try (var whole = training(epochs(4, false, 1), 0);
                var rest = training(epochs(4, false, 1), 4)) {
            labels(whole, 4);

            assertThat(rest.next().number()).isEqualTo(4);
            assertThat(whole.next().number()).isEqualTo(4);
            assertThat(labels(rest, 5)).isEqualTo(labels(whole, 5));
        }
    }

    @Test
    void seedsGiveDifferentOrders() {
        try (var one = training(epochs(5, true, 1), 0);
                var two = training(epochs(5, true, 2), 0)) {
            assertThat(labels(one, 2)).isNotEqualTo(labels(two, 2));
        }
    }

    /** Of a set sorted by class a batch then has one class, as in the paper's code (trap 4). */
    @Test
    void unshuffledEpochsKeepTheOrderOfTheSetAndVaryImagesAfresh() {
        var epochs = new Epochs(4, true, false, Augmentation.CROP_AND_FLIP, Randomness.of(1));
        var order = epochs.over(10);
        try (var batches = training(epochs, 0)) {
            assertThat(labels(batches, 4))
                    .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
        }
        assertThat(order.bits(0, 3, 0)).isNotEqualTo(order.bits(2, 3, 0));
    }

    @Test
    void howAnImageIsVariedDoesNotDependOnItsBatch() {
        var small = new Epochs(2, false, Augmentation.CROP_AND_FLIP, Randomness.of(7)).over(10);
        var large = new Epochs(5, false, Augmentation.CROP_AND_FLIP, Randomness.of(7)).over(10);

        for (int image = 0; image < 10; image++) {
            assertThat(small.bits(0, image, 0)).isEqualTo(large.bits(1, image, 0));
        }
        assertThat(IntStream.range(0, 10).mapToLong(image -> small.bits(0, image, 0)))
                .isNotEqualTo(IntStream.range(0, 10).mapToLong(image -> small.bits(5, image, 0)));
    }

    @Test
    void aBatchThatNeverFillsIsAnError() {
        assertThatThrownBy(() -> training(epochs(16, true, 1), 0))
                .hasMessage("10 training images do not fill a batch of 16");
    }

    @Test
    void whatGoesWrongAheadIsThrownToTheConsumer() {
        var arena = Arena.ofShared();
        var images = ImageSet.of(new Shape(1, 1, 1), 1, arena.allocate(1), 0);
        arena.close();

        try (var batches = Batches.inOrder(images, BYTES, ChannelOrder.CHANNELS_LAST, 1)) {
            assertThatThrownBy(batches::next)
                    .hasMessage("batch 0 cannot be prepared")
                    .hasRootCauseMessage("Already closed");
            assertThatThrownBy(batches::next).hasMessage("batch 0 cannot be prepared");
        }
    }

    @Test
    void closedBatchesSaySo() {
        var batches = training(epochs(4, true, 1), 0);
        batches.close();
        batches.close();

        assertThatThrownBy(batches::next).hasRootCauseMessage("closed");
    }

    @Test
    void aBatchLiesAlignedForTheWidestVectors() {
        try (var batches = training(epochs(3, true, 1), 0)) {
            for (int i = 0; i < 3; i++) {
                assertThat(MemorySegment.ofBuffer(batches.next().bytes()).address() % 64)
                        .isZero();
            }
        }
    }

    @Test
    void closingFreesTheMemoryEvenWhenInterrupted() {
        var batches = training(epochs(4, true, 1), 0);
        var values = batches.next().values();

        Thread.currentThread().interrupt();
        batches.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThatThrownBy(() -> values.get(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Already closed");
    }
}
