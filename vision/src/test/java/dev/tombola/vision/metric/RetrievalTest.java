package dev.tombola.vision.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetrievalTest {
    @Test
    void aRankSaysHowManyAreMoreSimilarThanThePartner() {
        // Given: directions of 0, 10 and 30 degrees, then their partners' of 20, 90 and 35
        var views = directions(0, 10, 30, 20, 90, 35);

        // When
        var retrieval = Retrieval.of(views);

        // Then: seen from 0, 10 lies before 20; from 10: 0, 20, 30 and 35 before 90; from 30 the partner comes first
        // from 20: 10, 30 (no tie, rounding aside) and 35 before 0; from 90: 35, 30, 20 before 10; from 35: 30 first
        assertThat(retrieval.ranks()).isEqualTo(Predictions.of(1, 4, 0, 3, 3, 0));
        assertThat(retrieval.top(1)).isEqualTo(new Accuracy(2, 6));
        assertThat(retrieval.top(2)).isEqualTo(new Accuracy(3, 6));
        assertThat(retrieval.top(3)).isEqualTo(new Accuracy(3, 6));
        assertThat(retrieval.top(4)).isEqualTo(new Accuracy(5, 6));
        assertThat(retrieval.top(5)).isEqualTo(new Accuracy(6, 6));
    }

    @Test
    void fromFiveOnRanksAreNotToldApart() {
        var views = directions(0, 1, 2, 3, 4, 5, 6, /**/ 180, 1, 2, 3, 4, 5, 6);

        assertThat(Retrieval.of(views).ranks()).isEqualTo(Predictions.of(5, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void ofEquallySimilarViewsTheSmallerRowsCount() {
        var views = Features.of(new float[] {1, 1, 1, 1, 1, 1}, 1);

        // seen from row 0, rows 1 and 2 lie before its partner 3; from row 3, none before row 0
        assertThat(Retrieval.of(views).ranks()).isEqualTo(Predictions.of(2, 3, 4, 0, 1, 2));
    }

    @Test
    void theViewItselfNeverCounts() {
        var opposite = Features.of(new float[] {1, -1}, 1);

        assertThat(Retrieval.of(opposite).ranks()).isEqualTo(Predictions.of(0, 0));
    }

    @Test
    void aDeadNetworkFindsWhatItsOrderGives() {
        var dead = Features.of(new float[8], 2);

        assertThat(Retrieval.of(dead).ranks()).isEqualTo(Predictions.of(1, 2, 0, 1));
    }

    @Test
    void equalViewsFindEachOther() {
        var images = RandomFeatures.normal(1, 300, 16);
        int[] twice = IntStream.range(0, 600).map(i -> i % 300).toArray();

        assertThat(Retrieval.of(RandomFeatures.ordered(images, twice)).top(1)).isEqualTo(new Accuracy(600, 600));
    }

    @Test
    void randomViewsFindEachOtherByChance() {
        var batches = new RetrievalBatches();
        IntStream.range(0, 50).forEach(seed -> batches.add(RandomFeatures.normal(seed, 50, 32)));

        var retrieval = batches.retrieval();

        // one and five of 49: 51 and 255 of 2,500
        assertThat(retrieval.top(1).correct()).isBetween(15, 110);
        assertThat(retrieval.top(5).correct()).isBetween(170, 350);
    }

    @Test
    void theLengthOfAViewDoesNotMatter() {
        var views = RandomFeatures.normal(7, 60, 5);

        assertThat(Retrieval.of(RandomFeatures.scaled(views))).isEqualTo(Retrieval.of(views));
    }

    @Test
    void ranksFollowTheImages() {
        // Given
        var views = RandomFeatures.normal(8, 40, 5);
        int[] order =
                IntStream.range(0, 40).map(i -> (i * 7) % 20 + i / 20 * 20).toArray();

        // When
        int[] ranks = Retrieval.of(views).ranks().classes();
        var ordered = Retrieval.of(RandomFeatures.ordered(views, order)).ranks();

        // Then
        assertThat(ordered.classes())
                .containsExactly(IntStream.of(order).map(i -> ranks[i]).toArray());
    }

    @Test
    void batchesAreCountedEachOnItsOwn() {
        // Given
        var first = directions(0, 10, 30, 20, 90, 35);
        var second = directions(0, 90);
        var batches = new RetrievalBatches();

        // When
        batches.add(first);
        batches.add(second);

        // Then
        assertThat(batches.retrieval().ranks()).isEqualTo(Predictions.of(1, 4, 0, 3, 3, 0, /**/ 0, 0));
        assertThat(batches.retrieval().top(1)).isEqualTo(new Accuracy(4, 8));
    }

    @Test
    void ranksReadFromTheirBytesAreTheSame() {
        var retrieval = Retrieval.of(RandomFeatures.normal(1, 10, 3));

        assertThat(new Retrieval(Predictions.decode(retrieval.ranks().encode())))
                .isEqualTo(retrieval);
    }

    @Test
    void viewsComeInPairs() {
        assertThatThrownBy(() -> Retrieval.of(RandomFeatures.normal(1, 3, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 views are not two of every image");
    }

    @Test
    void whatIsNoRankIsRefused() {
        assertThatThrownBy(() -> new Retrieval(Predictions.of(0, 6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no ranks in [0, 5]: predictions of 2 images");
        assertThatThrownBy(() -> new Retrieval(Predictions.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingIsKnownBelowTheCut() {
        var retrieval = new Retrieval(Predictions.of(0));

        assertThatThrownBy(() -> retrieval.top(6)).hasMessage("top-6 is not in [1, 5]");
        assertThatThrownBy(() -> retrieval.top(0)).hasMessage("top-0 is not in [1, 5]");
    }

    @Test
    void withoutABatchThereIsNothingToSay() {
        assertThatThrownBy(() -> new RetrievalBatches().retrieval()).isInstanceOf(IllegalStateException.class);
    }

    private static Features directions(double... degrees) {
        float[] values = new float[2 * degrees.length];
        for (int i = 0; i < degrees.length; i++) {
            values[2 * i] = (float) Math.cos(Math.toRadians(degrees[i]));
            values[2 * i + 1] = (float) Math.sin(Math.toRadians(degrees[i]));
        }
        return Features.of(values, 2);
    }
}
