package dev.tombola.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.history.History;
import dev.tombola.ticket.plan.ChainLevel;
import dev.tombola.ticket.plan.PlannedDraw;
import dev.tombola.ticket.plan.PlannedRun;
import dev.tombola.ticket.plan.Prospect;
import dev.tombola.ticket.plan.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** {@code History} and {@code Expansion}: what has happened decides what is wanted, and nothing else does. */
class UnfoldingTest {
    @Test
    void theDesignsSearchComesToNinetyRunsAndSeventeenMasks() {
        var unfolding = Unfolding.of(SampleSearches.fashionInMinutes(), new World());

        // 108 roles; but four chains share the dense network, so that three of them add none of its two tasks by three
        // seeds.
        assertThat(unfolding.facts().runs()).hasSize(108 - 3 * 2 * 3);
        assertThat(unfolding.facts().masks()).hasSize(17);
        assertThat(unfolding.expansion().isSettled()).isTrue();
        assertThat(unfolding.expansion().runs()).extracting(PlannedRun::run).allMatch(Prospect.Ready.class::isInstance);
    }

    @Test
    void theDesignsSearchNeedsNothingButWhatStartsFromScratchWhenItsPretrainingFails() {
        var world = new World(spec -> spec.task().endsWith(":16000"));

        var unfolding = Unfolding.of(SampleSearches.fashionInMinutes(), world);

        assertThat(unfolding.facts().runs()).hasSize(1 + 6);
        assertThat(unfolding.facts().masks()).isEmpty();
        assertThat(unfolding.expansion().isSettled()).isTrue();
    }

    @Property(tries = 100)
    void everySearchSettlesWithEveryRunAndMaskThatItWants(@ForAll long seed) {
        var unfolding = Unfolding.of(SampleSearches.any(seed), new World());

        assertThat(unfolding.expansion().isSettled()).isTrue();
        assertThat(unfolding.expansion().runs()).extracting(PlannedRun::run).allMatch(Prospect.Ready.class::isInstance);
        assertThat(unfolding.expansion().draws())
                .extracting(PlannedDraw::place)
                .containsExactlyInAnyOrderElementsOf(unfolding.facts().masks().keySet());
    }

    @Property(tries = 100)
    void orderAndRepetitionChangeNoFact(@ForAll long seed) {
        // Given
        var unfolding = Unfolding.of(SampleSearches.any(seed), new World());
        var heard = new ArrayList<>(unfolding.events());
        heard.addAll(subset(unfolding.events(), seed));
        Collections.shuffle(heard, new Random(seed));

        // When
        var history = new History();
        heard.forEach(history::hear);

        // Then
        assertThat(history.facts(unfolding.search().id())).isEqualTo(unfolding.facts());
        assertThat(history.live()).hasSize(1);
    }

    @Property(tries = 100)
    void fromAnySubsetOfTrueFactsItReachesTheSameRunsAndMasks(@ForAll long seed) {
        // Given
        var whole = Unfolding.of(SampleSearches.any(seed), new World());
        var subset = subset(whole.events(), seed);

        // When
        var again = Unfolding.of(whole.search(), new World(), subset);

        // Then
        assertThat(again.facts()).isEqualTo(whole.facts());
        assertThat(again.expansion().runs()).isEqualTo(whole.expansion().runs());
        assertThat(again.expansion().draws()).isEqualTo(whole.expansion().draws());
    }

    @Property(tries = 100)
    void whateverFailsItSettlesAndSaysWhatCanNoLongerBe(@ForAll long seed) {
        // Given
        var world = new World(spec -> (spec.id().hashCode() ^ seed) % 5 == 0);

        // When
        var unfolding = Unfolding.of(SampleSearches.any(seed), world);

        // Then
        var reasons = unfolding.expansion().runs().stream()
                .flatMap(planned ->
                        planned.run() instanceof Prospect.Unreachable<?>(var why) ? Stream.of(why) : Stream.of());
        assertThat(unfolding.expansion().isSettled()).isTrue();
        assertThat(reasons).allMatch(why -> why.endsWith(" failed: it was to fail"));
    }

    @Property(tries = 100)
    void whateverCannotBeDrawnItSettlesAndSaysSo(@ForAll long seed) {
        // Given
        var world = new World(_ -> false, draw -> (draw.place().hashCode() ^ seed) % 3 == 0);

        // When
        var unfolding = Unfolding.of(SampleSearches.any(seed), world);

        // Then
        assertThat(unfolding.expansion().isSettled()).isTrue();
        assertThat(unfolding.facts().masks().keySet())
                .noneMatch(unfolding.facts().undrawable()::containsKey);
        assertThat(unfolding.expansion().runs())
                .filteredOn(
                        planned -> needs(planned, unfolding.facts().undrawable().keySet()))
                .allSatisfy(planned -> assertThat(planned.run())
                        .isInstanceOfSatisfying(
                                Prospect.Unreachable.class,
                                never -> assertThat(never.why()).endsWith(" cannot be drawn: it was not to be")));
    }

    /** Whether it is a run on one of these very masks. */
    private static boolean needs(PlannedRun planned, Set<ChainLevel> masks) {
        return switch (planned.role()) {
            case Role.Pretrain _ -> false;
            case Role.Round(var chain, var level) -> masks.contains(new ChainLevel(chain, level));
            case Role.Transfer transfer -> masks.contains(new ChainLevel(transfer.chain(), transfer.level()));
        };
    }

    @Test
    void aShuffleMayAskForLevelsThatAChainWithoutRoundsDoesNotTransfer() {
        // Given
        var search = SampleSearches.resolved("""
                {"name":"small","network":{"name":"cifar-resnet8"},
                 "recipes":{"r":{"learningRate":0.1,"batch":8,"epochs":1}},
                 "pretrainings":{"p":{"task":"mnist/0-4","recipe":"r"}},
                 "controls":{
                   "random":{"from":"p","criterion":"random","levels":[4,8,12]},
                   "shuffled":{"of":"random","levels":[6]}},
                 "tasks":{"odd":{"task":"mnist/5-9:100","recipe":"r"}},
                 "seeds":[1]}""");

        // When
        var unfolding = Unfolding.of(search, new World());

        // Then
        assertThat(unfolding.expansion().isSettled()).isTrue();
        assertThat(unfolding.expansion().draws())
                .extracting(PlannedDraw::place)
                .containsExactly(
                        new ChainLevel("random", 4),
                        new ChainLevel("random", 6),
                        new ChainLevel("random", 8),
                        new ChainLevel("random", 12),
                        new ChainLevel("shuffled", 6));
        assertThat(unfolding.expansion().runs())
                .extracting(PlannedRun::role)
                .doesNotContain(new Role.Transfer("random", 6, "odd", 1));
    }

    private static List<Object> subset(List<Object> events, long seed) {
        var random = new Random(~seed);
        double share = random.nextDouble();
        return events.stream().filter(_ -> random.nextDouble() < share).toList();
    }
}
