package dev.tombola.vision.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {
    private static final Features RIGHT = Features.of(new float[] {1, 0}, 2);

    @Test
    void theNearestOneDecides() {
        var bank = Bank.of(Features.of(new float[] {0, 1, /**/ 1, 0, /**/ -1, 0}, 2), 7, 3, 5);

        var chosen = new NearestNeighbours(bank, 1)
                .classify(Features.of(new float[] {1, 2, /**/ 2, 1, /**/ -3, 0, /**/ -9, -10}, 2));

        assertThat(chosen).isEqualTo(Predictions.of(7, 3, 5, 5));
    }

    @Test
    void aNearOneOutweighsManyFarOnes() {
        // exp(1 / 0.07) is e^2.86 = 17.4 times exp(0.8 / 0.07)
        assertThat(classify(RIGHT, bankOfOneAnd(17))).isEqualTo(Predictions.of(1));
        assertThat(classify(RIGHT, bankOfOneAnd(18))).isEqualTo(Predictions.of(0));
    }

    @Test
    void onlyTheNearestVote() {
        var bank = bankOfOneAnd(40);

        assertThat(new NearestNeighbours(bank, 18).classify(RIGHT)).isEqualTo(Predictions.of(1));
        assertThat(new NearestNeighbours(bank, 19).classify(RIGHT)).isEqualTo(Predictions.of(0));
    }

    @Test
    void twoHundredVoteUnlessOtherwiseAsked() {
        // Given: 200 rows of class 1 before 300 equal ones of class 0
        float[] values = new float[1000];
        Arrays.fill(values, 1);
        int[] labels = IntStream.range(0, 500).map(row -> row < 200 ? 1 : 0).toArray();
        var bank = Bank.of(Features.of(values, 2), labels);

        // Then
        assertThat(new NearestNeighbours(bank).classify(RIGHT)).isEqualTo(Predictions.of(1));
        assertThat(new NearestNeighbours(bank, 399).classify(RIGHT)).isEqualTo(Predictions.of(1));
        assertThat(new NearestNeighbours(bank, 400).classify(RIGHT)).isEqualTo(Predictions.of(0));
        assertThat(new NearestNeighbours(bank, 9_999).classify(RIGHT)).isEqualTo(Predictions.of(0));
    }

    @Test
    void ofEquallySimilarRowsTheFirstVote() {
        var bank = Bank.of(Features.of(new float[] {1, 2, 3, 4, 5}, 1), 0, 4, 4, 0, 0);

        assertThat(new NearestNeighbours(bank, 3).classify(Features.of(new float[] {1}, 1)))
                .isEqualTo(Predictions.of(4));
    }

    @Test
    void equalVotesGoToTheSmallestClass() {
        var bank = Bank.of(Features.of(new float[] {3, 4, /**/ 1, 0, /**/ 1, 0, /**/ 3, 4}, 2), 9, 9, 2, 2);

        assertThat(classify(RIGHT, bank)).isEqualTo(Predictions.of(2));
    }

    @Test
    void aLaterNearerRowReplacesTheFarthest() {
        var bank = Bank.of(Features.of(new float[] {0, 1, /**/ 1, 1, /**/ 2, 1, /**/ 0, 1}, 2), 0, 1, 2, 0);

        assertThat(new NearestNeighbours(bank, 1).classify(RIGHT)).isEqualTo(Predictions.of(2));
    }

    @Test
    void isAsSortingAllOfTheBank() {
        // Given: more rows than are held at once, more of the bank than a tile
        var bank = Bank.of(RandomFeatures.normal(1, 700, 6), RandomFeatures.labels(700, 4));
        var rows = RandomFeatures.normal(2, 1100, 6);

        // When
        var chosen = new NearestNeighbours(bank, 20).classify(rows);

        // Then: rounding may decide between classes with nearly the same votes
        int[] sorted = IntStream.range(0, 1100)
                .map(row -> bySorting(bank, 20, rows, row))
                .toArray();
        assertThat(chosen.differing(Predictions.of(sorted))).isLessThanOrEqualTo(1);
    }

    @Test
    void clustersAreToldApart() {
        var bank = Bank.of(RandomFeatures.clustered(1, 500, 8, 5), RandomFeatures.labels(500, 5));

        var chosen = new NearestNeighbours(bank).classify(RandomFeatures.clustered(2, 100, 8, 5));

        assertThat(chosen.top1(RandomFeatures.labels(100, 5))).isEqualTo(new Accuracy(100, 100));
    }

    @Test
    void whatMakesNoSenseIsGuessed() {
        var bank = Bank.of(RandomFeatures.normal(1, 1000, 8), RandomFeatures.labels(1000, 5));

        var chosen = new NearestNeighbours(bank).classify(RandomFeatures.normal(2, 1000, 8));

        assertThat(chosen.top1(RandomFeatures.labels(1000, 5)).correct()).isBetween(130, 270);
    }

    @Test
    void theLengthOfARowDoesNotMatter() {
        // Given
        var bank = RandomFeatures.normal(1, 300, 5);
        int[] labels = RandomFeatures.labels(300, 3);
        var rows = RandomFeatures.normal(2, 100, 5);

        // When
        var scaled = classify(RandomFeatures.scaled(rows), Bank.of(RandomFeatures.scaled(bank), labels));

        // Then
        assertThat(scaled).isEqualTo(classify(rows, Bank.of(bank, labels)));
    }

    @Test
    void somebodyMustVote() {
        var bank = bankOfOneAnd(1);

        assertThatThrownBy(() -> new NearestNeighbours(bank, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nobody can be classified by 0 neighbours");
    }

    @Test
    void featuresOfAnotherNetworkAreRefused() {
        assertThatThrownBy(() -> classify(RandomFeatures.normal(1, 1, 3), bankOfOneAnd(1)))
                .hasMessage("features of 3 dimensions do not go with 2");
    }

    private static Predictions classify(Features rows, Bank bank) {
        return new NearestNeighbours(bank).classify(rows);
    }

    /** One row of class 1 in the direction {@link #RIGHT}, others of class 0 with a cosine of 0.8. */
    private static Bank bankOfOneAnd(int others) {
        float[] values = new float[2 * (1 + others)];
        values[0] = 1;
        int[] labels = new int[1 + others];
        labels[0] = 1;
        for (int row = 1; row <= others; row++) {
            values[2 * row] = 4;
            values[2 * row + 1] = 3;
        }
        return Bank.of(Features.of(values, 2), labels);
    }

    private static int bySorting(Bank bank, int neighbours, Features rows, int row) {
        double[] cosines = IntStream.range(0, bank.features().rows())
                .mapToDouble(other -> PlainLoop.cosine(rows, row, bank.features(), other))
                .toArray();
        double[] votes = new double[bank.classes()];
        IntStream.range(0, cosines.length)
                .boxed()
                .sorted(Comparator.comparingDouble(other -> -cosines[other]))
                .limit(neighbours)
                .forEach(other -> votes[bank.label(other)] += Math.exp(cosines[other] / 0.07));
        return IntStream.range(0, votes.length)
                .boxed()
                .max(Comparator.comparingDouble(label -> votes[label]))
                .orElseThrow();
    }
}
