package dev.tombola.ticket.structure;

import java.util.BitSet;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What masks keep of the same weights.
 *
 * @param kept by each of the masks
 * @param shared kept by all of them
 * @param united kept by any of them
 */
record Overlap(int weights, List<Integer> kept, int shared, int united) {
    Overlap {
        kept = List.copyOf(kept);
    }

    static Overlap of(List<BitSet> masks, int weights) {
        var shared = (BitSet) masks.getFirst().clone();
        var united = (BitSet) masks.getFirst().clone();
        for (var mask : masks) {
            shared.and(mask);
            united.or(mask);
        }
        return new Overlap(
                weights, masks.stream().map(BitSet::cardinality).toList(), shared.cardinality(), united.cardinality());
    }

    Overlap plus(Overlap other) {
        return new Overlap(
                weights + other.weights,
                IntStream.range(0, kept.size())
                        .mapToObj(mask -> kept.get(mask) + other.kept.get(mask))
                        .toList(),
                shared + other.shared,
                united + other.united);
    }

    /** How many weights independent masks that keep as many would share: n ∏ p_i. */
    double expectedShared() {
        return weights * densities().reduce(1, (product, density) -> product * density);
    }

    /** How many they would keep together: n (1 − ∏ (1 − p_i)). */
    double expectedUnited() {
        return weights * (1 - densities().reduce(1, (product, density) -> product * (1 - density)));
    }

    private DoubleStream densities() {
        return kept.stream().mapToDouble(count -> (double) count / weights);
    }
}
