package dev.tombola.vision.metric;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The most similar rows of a bank so far; of equally similar ones those that came first. */
final class Nearest {
    /** The one that goes first comes first. */
    private static final Comparator<Neighbour> FARTHEST =
            Comparator.comparingDouble(Neighbour::similarity).thenComparing(Neighbour::row, Comparator.reverseOrder());

    private final int most;
    private final PriorityQueue<Neighbour> kept;

    Nearest(int most) {
        this.most = most;
        kept = new PriorityQueue<>(most, FARTHEST);
    }

    record Neighbour(float similarity, int row) {}

    /** Rows {@code first} and following; they come in ascending order. */
    void offer(int first, float[] similarities, int count) {
        for (int i = 0; i < count; i++) {
            if (kept.size() < most) {
                kept.add(new Neighbour(similarities[i], first + i));
            } else if (similarities[i] > kept.element().similarity()) {
                kept.remove();
                kept.add(new Neighbour(similarities[i], first + i));
            }
        }
    }

    /** The most similar one first. */
    List<Neighbour> inOrder() {
        return kept.stream().sorted(FARTHEST.reversed()).toList();
    }
}
