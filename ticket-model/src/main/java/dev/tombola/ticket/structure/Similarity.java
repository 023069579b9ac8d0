package dev.tombola.ticket.structure;

import dev.tombola.ticket.Mask;
import java.util.List;

/**
 * How alike two masks or more are in a part of their network, and how alike chance would make them (paper 4.1).
 *
 * @param relative |∩ m_i| / |∪ m_i| of the weights kept; 1 where no mask keeps any, for then they are the same
 * @param chance of independent masks with the densities p_i that these have in the part: ∏ p_i / (1 − ∏ (1 − p_i)), for two of
 *     one density p / (2 − p)
 * @param chanceByLayer of independent masks with the densities p_i^l that these have in each layer l of n_l weights:
 *     Σ_l n_l ∏ p_i^l / Σ_l n_l (1 − ∏ (1 − p_i^l)). What masks have in common beyond it is not the densities of their layers
 * @param shared weights that all keep, |∩ m_i|
 * @param united weights that any keeps, |∪ m_i|
 */
public record Similarity(double relative, double chance, double chanceByLayer, int shared, int united) {
    /**
     * Compares masks.
     *
     * @throws IllegalArgumentException when there is only one, or they have different layouts
     */
    public static Similarity of(List<Mask> masks, Part part) {
        if (masks.size() < 2 || masks.stream().map(Mask::layout).distinct().count() > 1) {
            throw new IllegalArgumentException("masks of one layout, and at least two, can be compared");
        }
        var layers = part.tensors().stream()
                .map(span -> Overlap.of(
                        masks.stream().map(span::bits).toList(), span.tensor().size()))
                .toList();
        var all = layers.stream().reduce(Overlap::plus).orElseThrow();
        return new Similarity(
                ratio(all.shared(), all.united()),
                ratio(all.expectedShared(), all.expectedUnited()),
                ratio(
                        layers.stream().mapToDouble(Overlap::expectedShared).sum(),
                        layers.stream().mapToDouble(Overlap::expectedUnited).sum()),
                all.shared(),
                all.united());
    }

    private static double ratio(double shared, double united) {
        return united == 0 ? 1 : shared / united;
    }
}
