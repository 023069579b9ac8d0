package dev.tombola.vision.metric;

import java.util.Arrays;

/**
 * Weighted k-nearest-neighbour classification on frozen features, as in Wu et al. 2018 (arXiv 1805.01978, section 3.4): the
 * k rows of the bank with the largest cosine similarity s vote for their class with weight exp(s / 0.07).
 *
 * <p>Of equally similar rows the first ones are taken; of classes with equal votes the smallest is chosen.
 */
public final class NearestNeighbours {
    /** As Wu et al., and after them the published codes of MoCo and SimSiam. */
    public static final int NEIGHBOURS = 200;

    private static final double TEMPERATURE = 0.07;

    /** So many rows' neighbours are held at once. */
    private static final int ROWS = 1024;

    private final Bank bank;
    private final int neighbours;

    public NearestNeighbours(Bank bank) {
        this(bank, NEIGHBOURS);
    }

    /** All of the bank, where it has fewer than {@code neighbours} rows. */
    public NearestNeighbours(Bank bank, int neighbours) {
        if (neighbours < 1) {
            throw new IllegalArgumentException("nobody can be classified by %d neighbours".formatted(neighbours));
        }
        this.bank = bank;
        this.neighbours = Math.min(neighbours, bank.features().rows());
    }

    public Predictions classify(Features rows) {
        var similarities = new Similarities(rows, bank.features());
        int[] chosen = new int[rows.rows()];
        for (int from = 0; from < chosen.length; from += ROWS) {
            int to = Math.min(from + ROWS, chosen.length);
            var nearest = nearest(similarities, from, to);
            for (int row = from; row < to; row++) {
                chosen[row] = vote(nearest[row - from]);
            }
        }
        return Predictions.of(chosen);
    }

    private Nearest[] nearest(Similarities similarities, int from, int to) {
        var nearest = new Nearest[to - from];
        Arrays.setAll(nearest, _ -> new Nearest(neighbours));
        similarities.tell(from, to, (row, first, values, count) -> nearest[row - from].offer(first, values, count));
        return nearest;
    }

    /** Votes are added from the nearest neighbour on, so that classes with the same similarities have the same sum. */
    private int vote(Nearest nearest) {
        double[] votes = new double[bank.classes()];
        for (var neighbour : nearest.inOrder()) {
            votes[bank.label(neighbour.row())] += StrictMath.exp(neighbour.similarity() / TEMPERATURE);
        }
        int best = 0;
        for (int label = 1; label < votes.length; label++) {
            if (votes[label] > votes[best]) {
                best = label;
            }
        }
        return best;
    }
}
