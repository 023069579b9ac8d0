package dev.tombola.vision.metric;

import java.util.Arrays;

/**
 * Cosine similarities of many rows with all rows of a bank, a tile of the bank at a time: never more than one row of one
 * tile is held.
 *
 * <p>Products are added up as floats, four dimensions at a time in their order and without fused operations. So whatever
 * the machine and whichever rows are near in a tile, a similarity has the same bits; equal rows have equal similarities, and
 * it does not matter which of two rows is asked for.
 */
final class Similarities {
    /** A row's results and four dimensions of a tile, 10 KiB, lie in the innermost cache. */
    private static final int WIDTH = 512;

    private static final int STEP = 4;

    private final Features queries;
    private final Features bank;

    /** By dimension, so that the innermost loop runs over rows; zeros beyond the last dimension. */
    private final float[][] tile;

    /** The row that is compared with the tile, with as many dimensions as it. */
    private final float[] row;

    private final float[] similarities = new float[WIDTH];

    Similarities(Features queries, Features bank) {
        queries.checkComparable(bank);
        this.queries = queries.normalised();
        this.bank = bank.normalised();
        int padded = (bank.dimensions() + STEP - 1) / STEP * STEP;
        tile = new float[padded][WIDTH];
        row = new float[padded];
    }

    /** Is told the similarities of a row with {@code count} rows of the bank, {@code first} being the first of them. */
    @FunctionalInterface
    interface Listener {
        void similar(int row, int first, float[] similarities, int count);
    }

    /** Of the rows in [from, to); each row hears of the bank's rows in their order. */
    void tell(int from, int to, Listener listener) {
        for (int first = 0; first < bank.rows(); first += WIDTH) {
            int count = Math.min(WIDTH, bank.rows() - first);
            fill(first, count);
            for (int asked = from; asked < to; asked++) {
                queries.copyRow(asked, row);
                multiply();
                listener.similar(asked, first, similarities, count);
            }
        }
    }

    private void fill(int first, int count) {
        for (int i = 0; i < count; i++) {
            for (int d = 0; d < bank.dimensions(); d++) {
                tile[d][i] = bank.value(first + i, d);
            }
        }
    }

    private void multiply() {
        Arrays.fill(similarities, 0);
        for (int d = 0; d < tile.length; d += STEP) {
            add(similarities, d, tile[d], tile[d + 1], tile[d + 2], tile[d + 3]);
        }
    }

    /** The loop that takes the time: of this form the compiler makes vector instructions (two rows at once are slower). */
    private void add(float[] sums, int d, float[] t0, float[] t1, float[] t2, float[] t3) {
        float r0 = row[d];
        float r1 = row[d + 1];
        float r2 = row[d + 2];
        float r3 = row[d + 3];
        for (int i = 0; i < WIDTH; i++) {
            sums[i] += r0 * t0[i] + r1 * t1[i] + r2 * t2[i] + r3 * t3[i];
        }
    }
}
