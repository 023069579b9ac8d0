package dev.tombola.vision.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearProbeTest {
    @Test
    void aLineDividesTwoClasses() {
        // Given: class 1 below 10, class 6 above
        var bank = Bank.of(line(7, 8, 9, 11, 12, 13), 1, 1, 1, 6, 6, 6);

        // When
        var chosen = LinearProbe.trainedOn(bank).classify(line(-100, 9.5f, 10.5f, 1000));

        // Then
        assertThat(chosen).isEqualTo(Predictions.of(1, 1, 6, 6));
    }

    @Test
    void whereClassesDifferInSizeTheBiasKnows() {
        // Given: the same features for nine rows of class 2 and one of class 4
        var bank = Bank.of(line(0, 1, 0, 1, 0, 1, 0, 1, 0, 1), 2, 2, 2, 2, 2, 4, 2, 2, 2, 2);

        // Then
        assertThat(LinearProbe.trainedOn(bank).classify(line(0, 0.5f, 1))).isEqualTo(Predictions.of(2, 2, 2));
    }

    @Test
    void clustersAreToldApart() {
        var bank = Bank.of(RandomFeatures.clustered(1, 500, 8, 5), RandomFeatures.labels(500, 5));

        var chosen = LinearProbe.trainedOn(bank).classify(RandomFeatures.clustered(2, 100, 8, 5));

        assertThat(chosen.top1(RandomFeatures.labels(100, 5))).isEqualTo(new Accuracy(100, 100));
    }

    @Test
    void whatMakesNoSenseIsGuessed() {
        var bank = Bank.of(RandomFeatures.normal(1, 1000, 8), RandomFeatures.labels(1000, 5));

        var chosen = LinearProbe.trainedOn(bank).classify(RandomFeatures.normal(2, 1000, 8));

        assertThat(chosen.top1(RandomFeatures.labels(1000, 5)).correct()).isBetween(130, 270);
    }

    @Test
    void theUnitOfADimensionDoesNotMatter() {
        // Given: dimension d times 4^d, plus 2^d
        var bank = RandomFeatures.clustered(1, 200, 4, 3);
        var rows = RandomFeatures.normal(2, 500, 4);
        int[] labels = RandomFeatures.labels(200, 3);

        // When
        var plain = LinearProbe.trainedOn(Bank.of(bank, labels)).classify(rows);
        var inOtherUnits =
                LinearProbe.trainedOn(Bank.of(inOtherUnits(bank), labels)).classify(inOtherUnits(rows));

        // Then: but for rounding
        assertThat(inOtherUnits.differing(plain)).isLessThanOrEqualTo(2);
    }

    @Test
    void trainingAgainChangesNothing() {
        var bank = Bank.of(RandomFeatures.normal(1, 300, 6), RandomFeatures.labels(300, 4));
        var rows = RandomFeatures.normal(2, 500, 6);

        var once = LinearProbe.trainedOn(bank).classify(rows);
        var again = LinearProbe.trainedOn(bank).classify(rows);

        assertThat(again).isEqualTo(once);
    }

    @Test
    void anotherEnginesRoundingChangesNextToNothing() {
        // Given
        var bank = RandomFeatures.normal(1, 300, 6);
        var rows = RandomFeatures.normal(2, 500, 6);
        int[] labels = RandomFeatures.labels(300, 4);

        // When
        var one = LinearProbe.trainedOn(Bank.of(bank, labels)).classify(rows);
        var other = LinearProbe.trainedOn(Bank.of(rounded(bank), labels)).classify(rounded(rows));

        // Then
        assertThat(other.differing(one)).isLessThanOrEqualTo(2);
    }

    @Test
    void whereThereIsOneClassItIsChosen() {
        assertThat(LinearProbe.trainedOn(Bank.of(line(1, 2), 3, 3)).classify(line(0, 5)))
                .isEqualTo(Predictions.of(3, 3));
    }

    @Test
    void aDeadNetworkChoosesTheLargestClass() {
        var bank = Bank.of(Features.of(new float[12], 2), 0, 1, 1, 2, 1, 0);

        assertThat(LinearProbe.trainedOn(bank).classify(Features.of(new float[4], 2)))
                .isEqualTo(Predictions.of(1, 1));
    }

    @Test
    void featuresOfAnotherNetworkAreRefused() {
        var probe = LinearProbe.trainedOn(Bank.of(line(1, 2), 0, 1));

        assertThatThrownBy(() -> probe.classify(RandomFeatures.normal(1, 1, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features of 3 dimensions do not go with 1");
    }

    private static Features line(float... values) {
        return Features.of(values, 1);
    }

    private static Features inOtherUnits(Features features) {
        return changed(features, i -> {
            int dimension = i % features.dimensions();
            return features.value(i / features.dimensions(), dimension) * (1 << (2 * dimension)) + (1 << dimension);
        });
    }

    /** By up to a few of the last bits. */
    private static Features rounded(Features features) {
        return changed(
                features,
                i -> features.value(i / features.dimensions(), i % features.dimensions()) * (1 + (i % 7 - 3) * 1e-7f));
    }

    private static Features changed(Features features, IntToFloat change) {
        float[] values = new float[features.rows() * features.dimensions()];
        IntStream.range(0, values.length).forEach(i -> values[i] = change.at(i));
        return Features.of(values, features.dimensions());
    }

    private interface IntToFloat {
        float at(int i);
    }
}
