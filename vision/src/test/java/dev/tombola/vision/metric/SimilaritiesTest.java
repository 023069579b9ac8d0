package dev.tombola.vision.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilaritiesTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 7, 5", "5, 511, 4", "4, 512, 3", "9, 513, 6", "2, 1100, 63"})
    void tilesAreAsAPlainLoop(int rows, int bank, int dimensions) {
        // Given
        var queries = RandomFeatures.normal(1, rows, dimensions);
        var others = RandomFeatures.normal(2, bank, dimensions);

        // When
        float[][] similarities = matrix(queries, others);

        // Then
        for (int row = 0; row < rows; row++) {
            for (int other = 0; other < bank; other++) {
                assertThat((double) similarities[row][other])
                        .isCloseTo(PlainLoop.cosine(queries, row, others, other), within(1e-6));
            }
        }
    }

    @Test
    void itDoesNotMatterWhichOfTwoIsAskedFor() {
        var one = RandomFeatures.normal(3, 20, 77);
        var two = RandomFeatures.normal(4, 600, 77);

        float[][] forth = matrix(one, two);
        float[][] back = matrix(two, one);

        for (int row = 0; row < 20; row++) {
            for (int other = 0; other < 600; other++) {
                assertThat(forth[row][other]).isEqualTo(back[other][row]);
            }
        }
    }

    @Test
    void equalRowsAreEquallySimilarWhereverTheyLie() {
        int[] order = new int[1025];
        Arrays.setAll(order, i -> i % 3);
        var bank = RandomFeatures.ordered(RandomFeatures.normal(5, 3, 50), order);

        float[] similarities = matrix(RandomFeatures.normal(6, 1, 50), bank)[0];

        for (int i = 3; i < order.length; i++) {
            assertThat(similarities[i]).isEqualTo(similarities[i % 3]);
        }
    }

    @Test
    void someOfTheRowsAreEnough() {
        // Given
        var queries = RandomFeatures.normal(1, 9, 6);
        float[][] all = matrix(queries, queries);

        // When
        float[][] some = new float[9][9];
        new Similarities(queries, queries)
                .tell(3, 7, (row, first, values, count) -> System.arraycopy(values, 0, some[row], first, count));

        // Then
        for (int row = 0; row < 9; row++) {
            assertThat(some[row]).containsExactly(row >= 3 && row < 7 ? all[row] : new float[9]);
        }
    }

    @Test
    void whatHasNoDirectionIsSimilarToNothing() {
        var zero = Features.of(new float[] {0, 0}, 2);

        assertThat(matrix(zero, Features.of(new float[] {1, 2, /**/ 0, 0}, 2))[0])
                .containsExactly(0, 0);
    }

    @Test
    void featuresOfAnotherNetworkCannotBeCompared() {
        var two = RandomFeatures.normal(1, 3, 2);
        var three = RandomFeatures.normal(1, 2, 3);

        assertThatThrownBy(() -> new Similarities(two, three))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features of 2 dimensions do not go with 3");
    }

    private static float[][] matrix(Features queries, Features bank) {
        float[][] matrix = new float[queries.rows()][bank.rows()];
        new Similarities(queries, bank)
                .tell(
                        0,
                        queries.rows(),
                        (row, first, values, count) -> System.arraycopy(values, 0, matrix[row], first, count));
        return matrix;
    }
}
