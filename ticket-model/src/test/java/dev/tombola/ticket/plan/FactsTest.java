package dev.tombola.ticket.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.Sparsity;
import dev.tombola.ticket.plan.Prospect.Ready;
import dev.tombola.ticket.plan.Prospect.Unreachable;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactsTest {
    private static final ChainLevel FOURTH = new ChainLevel("random", 4);
    private static final ChainLevel EIGHTH = new ChainLevel("random", 8);
    private static final Happened PRETRAINED = Happened.nothing().trained(new Role.Pretrain("supervised"), "theta");

    @Test
    void gathersWhatCannotBeDrawnAndForgetsNothing() {
        var facts = Facts.NONE
                .withUndrawable(Map.of(FOURTH, "nothing would be left"))
                .withUndrawable(Map.of())
                .withUndrawable(Map.of(EIGHTH, "weights are lost"));

        assertThat(facts.undrawable()).isEqualTo(Map.of(FOURTH, "nothing would be left", EIGHTH, "weights are lost"));
    }

    @Test
    void aMaskThatCannotBeDrawnIsNeverWaitedFor() {
        // When
        var happened = undrawable(PRETRAINED);

        // Then
        var why = "mask 4 of random cannot be drawn: nothing would be left";
        assertThat(happened.draw("random", 4)).isEqualTo(new Unreachable<>(why));
        assertThat(happened.draw("random", 8)).isInstanceOf(Ready.class);
        assertThat(happened.expansion().runs())
                .filteredOn(planned -> planned.role().equals(new Role.Transfer("random", 4, "odd", 1)))
                .extracting(PlannedRun::run)
                .containsExactly(new Unreachable<>(why));
    }

    @Test
    void aMaskThatIsThereWasDrawable() {
        assertThat(undrawable(PRETRAINED.drawn("random", 4, "fourth")).draw("random", 4))
                .isInstanceOf(Ready.class);
    }

    @Test
    void othersWaitForPretrainingsAndRoundsButNotForTransfers() {
        assertThat(new Role.Pretrain("supervised").isCritical()).isTrue();
        assertThat(new Role.Round("random", 4).isCritical()).isTrue();
        assertThat(new Role.Transfer("random", 4, "odd", 1).isCritical()).isFalse();
    }

    @Test
    void aStoredMaskKnowsItsSparsity() {
        assertThat(Happened.mask("of ten weights it keeps eight").sparsity()).isEqualTo(new Sparsity(0.2));
    }

    private static Happened undrawable(Happened happened) {
        return new Happened(
                happened.search(), happened.facts().withUndrawable(Map.of(FOURTH, "nothing would be left")));
    }
}
