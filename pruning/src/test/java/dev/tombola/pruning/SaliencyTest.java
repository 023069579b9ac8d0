package dev.tombola.pruning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.plan.ChainLevel;
import dev.tombola.ticket.plan.Draw;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SaliencyTest {
    private static final MaskLayout LAYOUT = new MaskLayout(
            List.of(new MaskLayout.Tensor("first", List.of(3)), new MaskLayout.Tensor("second", List.of(3))));
    private static final ObjectRef START = object("start");
    private static final ObjectRef STEPPED = object("stepped");

    /** Gradients 0.25, -0.5, 0, 0.125, 1, -2: products 2, -2, 0, 0.5, 0.25, -0.0625. */
    private static final Map<ObjectRef, PrunableWeights> STORED = Map.of(
            START, weights(8, 4, 16, 4, 0.25f, 0.03125f), STEPPED, weights(7.75f, 4.5f, 16, 3.875f, -0.75f, 2.03125f));

    @Test
    void scoresAreWeightTimesGradient() {
        assertThat(Saliency.of(read(START), read(STEPPED)).values())
                .usingRecursiveComparison()
                .isEqualTo(weights(2, -2, 0, 0.5f, 0.25f, -0.0625f).values());
    }

    @Test
    void whatTheLossFeelsLeastGoesFirstHoweverLargeItIs() {
        var mask = draw(1, Optional.empty());

        assertThat(kept(mask)).containsExactly(0, 1, 3);
    }

    @Test
    void theNextRoundGoesOnFromTheMaskBefore() {
        // Given
        var before = Mask.keeping(LAYOUT, BitSet.valueOf(new long[] {0b111100}));

        // When: half of four go
        var mask = draw(2, Optional.of(before));

        // Then
        assertThat(kept(mask)).containsExactly(3, 4);
    }

    private static Mask draw(int level, Optional<Mask> before) {
        var draw = new Draw(new ChainLevel("saliency", level), Criterion.SNIP, 0.5, 1, STEPPED, START, null);
        return Criteria.draw(draw, LAYOUT, SaliencyTest::read, before);
    }

    private static PrunableWeights read(@Nullable ObjectRef stored) {
        return Objects.requireNonNull(STORED.get(Objects.requireNonNull(stored)));
    }

    private static PrunableWeights weights(float... values) {
        return new PrunableWeights(LAYOUT, List.of(Arrays.copyOf(values, 3), Arrays.copyOfRange(values, 3, 6)));
    }

    private static List<Integer> kept(Mask mask) {
        return IntStream.range(0, LAYOUT.size()).filter(mask::keeps).boxed().toList();
    }

    private static ObjectRef object(String content) {
        return new ObjectRef(Digest.of(content.getBytes(StandardCharsets.UTF_8)), content.length());
    }
}
