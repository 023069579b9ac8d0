package dev.tombola.vision.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.vision.network.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SplitsTest {
    /** Three classes of one-pixel images: 12 for training, the last 2 of which are held out, and 4 for testing. */
    private static final DataSet TINY = new DataSet(
            "tiny",
            3,
            new Shape(1, 1, 1),
            12,
            2,
            4,
            new Normalisation(List.of(0.0), List.of(1.0)),
            Augmentation.NONE,
            DataSet.Format.IDX);

    private static final Samples SAMPLES =
            new Samples(TINY, Images.numbered(3, 0, 0, 1, 0, 2, 1, 0, 2, 1, 0, 1, 2), Images.numbered(3, 2, 1, 0, 1));

    private static TaskName task(int images, Integer... classes) {
        return new TaskName(TINY, Arrays.asList(classes), images);
    }

    @Test
    void theLastTrainingImagesAreHeldOut() {
        var splits = Splits.of(SAMPLES, task(0));

        assertThat(Images.numbers(splits.train())).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(Images.numbers(splits.validation())).containsExactly(10, 11);
        assertThat(Images.numbers(splits.test())).containsExactly(0, 1, 2, 3);
    }

    @Test
    void keptClassesAreRenumberedInTheOrderListed() {
        var splits = Splits.of(SAMPLES, task(0, 2, 1));

        assertThat(Images.numbers(splits.train())).containsExactly(2, 4, 5, 7, 8);
        assertThat(splits.train().labels()).containsExactly(1, 0, 1, 0, 1);
        assertThat(splits.train().classes()).isEqualTo(2);
        assertThat(Images.numbers(splits.validation())).containsExactly(10, 11);
        assertThat(splits.validation().labels()).containsExactly(1, 0);
        assertThat(splits.test().labels()).containsExactly(0, 1, 1);
    }

    @Test
    void fewImagesAreTheFirstOfEveryClassAndTheFirstClassesGetWhatIsOver() {
        var splits = Splits.of(SAMPLES, task(4));

        assertThat(Images.numbers(splits.train())).containsExactly(0, 1, 2, 4);
        assertThat(splits.train().labels()).containsExactly(0, 0, 1, 2);
        assertThat(splits.validation().size()).isEqualTo(2);
        assertThat(splits.test().size()).isEqualTo(4);
    }

    @Test
    void whatAClassIsShortOfIsFilledWithTheFirstImagesLeft() {
        var splits = Splits.of(SAMPLES, task(9)); // three of each, but class 2 has only two before the held-out ones

        assertThat(Images.numbers(splits.train())).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void moreImagesThanThereAreIsAnError() {
        assertThatThrownBy(() -> Splits.of(SAMPLES, task(9, 1, 0)))
                .hasMessage("tiny/1,0:9: only 8 training images are left");
    }

    @Test
    void aPartialSetHoldsOutItsLastTenth() {
        var partial = new Samples(
                new DataSet("tiny", 3, TINY.shape(), 100, 2, 4, TINY.normalisation(), Augmentation.NONE, TINY.format()),
                Images.numbered(3, IntStream.range(0, 30).map(i -> i % 3).toArray()),
                SAMPLES.test());

        var splits = Splits.of(partial, new TaskName(partial.dataSet(), List.of(), 0));

        assertThat(partial.isPartial()).isTrue();
        assertThat(Images.numbers(splits.validation())).containsExactly(27, 28, 29);
        assertThat(splits.train().size()).isEqualTo(27);
    }

    @Property
    void fewerImagesAreASubsetOfMore(
            @ForAll @Size(12) List<@IntRange(max = 2) Integer> labels,
            @ForAll @IntRange(min = 1, max = 10) int few,
            @ForAll @IntRange(min = 1, max = 10) int more) {
        var samples = new Samples(
                TINY,
                Images.numbered(3, labels.stream().mapToInt(label -> label).toArray()),
                SAMPLES.test());

        var smaller = Splits.of(samples, task(Math.min(few, more))).train();
        var larger = Splits.of(samples, task(Math.max(few, more))).train();

        assertThat(smaller.size()).isEqualTo(Math.min(few, more));
        assertThat(Images.numbers(larger)).isSorted().contains(Images.numbers(smaller));
    }
}
