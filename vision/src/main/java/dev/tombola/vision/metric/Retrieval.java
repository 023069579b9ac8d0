package dev.tombola.vision.metric;

import java.util.stream.IntStream;

/**
 * How well the two views of an image find each other among the views of other images: the paper's measure of a
 * self-supervised task (appendix A.2).
 *
 * <p>A view's rank is the number of other views, itself not counted, that are more similar to it than its partner, by
 * cosine similarity; equally similar ones count where their row is smaller. The authors' code sets the similarity of a
 * view with itself to 0 instead of leaving it out: there a partner of negative similarity stands one place further back
 * (features behind a ReLU have none).
 *
 * @param ranks of every view, batch after batch; {@value #CUT} stands for this rank and all above
 */
public record Retrieval(Predictions ranks) {
    /** Ranks from here on are not told apart: top-5 is the last that is asked for. */
    public static final int CUT = 5;

    public Retrieval {
        if (ranks.images() < 1 || IntStream.of(ranks.classes()).anyMatch(rank -> rank > CUT)) {
            throw new IllegalArgumentException("no ranks in [0, %d]: %s".formatted(CUT, ranks));
        }
    }

    /** Of one batch: with n images, rows 0 to n-1 are their first views and the n others their second, in the same order. */
    public static Retrieval of(Features views) {
        if (views.rows() % 2 != 0) {
            throw new IllegalArgumentException("%d views are not two of every image".formatted(views.rows()));
        }
        // 1 MiB for 512 views
        float[][] matrix = new float[views.rows()][views.rows()];
        new Similarities(views, views)
                .tell(
                        0,
                        views.rows(),
                        (row, first, similarities, count) ->
                                System.arraycopy(similarities, 0, matrix[row], first, count));
        return new Retrieval(Predictions.of(IntStream.range(0, matrix.length)
                .map(row -> Math.min(rank(matrix[row], row), CUT))
                .toArray()));
    }

    private static int rank(float[] similarities, int row) {
        int partner = (row + similarities.length / 2) % similarities.length;
        int rank = 0;
        for (int other = 0; other < similarities.length; other++) {
            if (other != row && isBefore(other, partner, similarities)) {
                rank++;
            }
        }
        return rank;
    }

    private static boolean isBefore(int other, int partner, float[] similarities) {
        return similarities[other] > similarities[partner]
                || (similarities[other] == similarities[partner] && other < partner);
    }

    /** How many views have their partner among the {@code k} most similar ones, 1 to {@value #CUT}. */
    public Accuracy top(int k) {
        return new Accuracy(IntStream.of(found(k).classes()).sum(), ranks.images());
    }

    /** Of every view 1 if its partner is among the {@code k} most similar ones, else 0. */
    public Predictions found(int k) {
        if (k < 1 || k > CUT) {
            throw new IllegalArgumentException("top-%d is not in [1, %d]".formatted(k, CUT));
        }
        return Predictions.of(
                IntStream.of(ranks.classes()).map(rank -> rank < k ? 1 : 0).toArray());
    }
}
