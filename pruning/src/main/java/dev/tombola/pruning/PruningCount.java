package dev.tombola.pruning;

/** How many weights are left after rounds of pruning (paper 1.3). */
public final class PruningCount {
    private PruningCount() {}

    /** How many of the remaining weights one round removes: rate × remaining, rounded half to even in double. */
    public static int removed(int remaining, double rate) {
        return (int) Math.rint(rate * remaining);
    }

    /** What is left of {@code total} after so many rounds. */
    public static int kept(int total, double rate, int rounds) {
        int kept = total;
        for (int round = 0; round < rounds; round++) {
            kept -= removed(kept, rate);
        }
        return kept;
    }
}
