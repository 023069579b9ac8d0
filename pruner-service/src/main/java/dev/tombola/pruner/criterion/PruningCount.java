package dev.tombola.pruner.criterion;

import dev.tombola.ticket.search.Chain;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.wire.InvalidDocumentException;

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

    /**
     * Refuses a search of whose chains one would prune every weight there is.
     *
     * @param total how many weights of its network are prunable
     */
    public static void check(Search search, int total) {
        search.chains().forEach((name, chain) -> check("chains." + name, chain, search.rounds(chain), total));
        search.controls().forEach((name, chain) -> check("controls." + name, chain, search.rounds(chain), total));
    }

    private static void check(String path, Chain chain, int rounds, int total) {
        // What is shuffled is counted where it is drawn.
        if (chain.of() == null && kept(total, chain.rate(), rounds) == 0) {
            throw new InvalidDocumentException("%s.rate: %s leaves none of %d prunable weights after %d rounds"
                    .formatted(path, chain.rate(), total, rounds));
        }
    }
}
