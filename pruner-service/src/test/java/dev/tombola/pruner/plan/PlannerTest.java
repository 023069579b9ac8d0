package dev.tombola.pruner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.testkit.SampleSearches;
import dev.tombola.testkit.Unfolding;
import dev.tombola.testkit.World;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.history.History;
import dev.tombola.ticket.plan.ChainLevel;
import dev.tombola.ticket.plan.Draw;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.search.ResolvedSearch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final World WORLD = new World();

    @Test
    void beginsTheDesignsSearchWithItsPretrainingAndWhatStartsFromScratch() {
        var plan = Planner.plan(SampleSearches.fashionInMinutes(), Facts.NONE);

        assertThat(plan.critical())
                .extracting(run -> run.spec().task())
                .containsExactly("fashion-mnist/0,2,4,6,8:16000");
        assertThat(plan.transfers())
                .hasSize(6)
                .allMatch(run -> run.spec().weights() == null && run.spec().initialSeed() != null);
        assertThat(plan.draws()).isEmpty();
        assertThat(plan.planned().runs()).hasSize(108);
        assertThat(plan.planned().runs().getFirst())
                .isEqualTo(new SearchPlanned.Entry(
                        new Role.Pretrain("supervised"),
                        plan.critical().getFirst().id(),
                        null));
        assertThat(plan.settled()).isFalse();
    }

    @Test
    void drawsWhatItCanOnceThePretrainingIsThere() {
        // Given
        var search = SampleSearches.fashionInMinutes();
        var pretraining = Planner.plan(search, Facts.NONE).critical().getFirst();

        // When
        var plan = Planner.plan(search, facts(search, List.of(WORLD.train(pretraining))));

        // Then
        assertThat(plan.draws())
                .extracting(Draw::place)
                .containsExactly(
                        new ChainLevel("transferable", 1),
                        new ChainLevel("random", 4),
                        new ChainLevel("random", 8),
                        new ChainLevel("random", 12),
                        new ChainLevel("one-shot", 12));
        assertThat(plan.critical()).isEmpty();
        assertThat(plan.transfers())
                .as("the dense network, and what starts from scratch")
                .hasSize(6 + 6);
    }

    @Test
    void hasNothingLeftToDoWhenEverythingHasHappened() {
        var whole = Unfolding.of(SampleSearches.fashionInMinutes(), WORLD);

        var plan = Planner.plan(whole.search(), whole.facts());

        assertThat(plan.settled()).isTrue();
        assertThat(wishes(plan)).isEmpty();
        assertThat(plan.planned().runs()).allMatch(entry -> entry.run() != null && entry.unreachable() == null);
    }

    @Test
    void saysWhichMasksCanNeverBeDrawnUnlessTheyWere() {
        // Given
        var search = SampleSearches.fashionInMinutes();
        var pretraining = Planner.plan(search, Facts.NONE).critical().getFirst();
        var pretrained = facts(search, List.of(WORLD.train(pretraining)));
        var fourth = Planner.plan(search, pretrained).draws().get(1);
        var lost = Map.of(fourth.place(), "nothing would be left");

        // When
        var plan = Planner.plan(search, pretrained.withUndrawable(lost));
        var drawn = Planner.plan(
                search,
                facts(search, List.of(WORLD.train(pretraining), WORLD.draw(search.id(), fourth)))
                        .withUndrawable(lost));

        // Then
        assertThat(plan.planned().undrawable())
                .containsExactly(new SearchPlanned.Undrawable("random", 4, "nothing would be left"));
        assertThat(plan.draws()).doesNotContain(fourth);
        assertThat(drawn.planned().undrawable()).isEmpty();
    }

    @Property(tries = 50)
    void orderAndRepetitionOfFactsNeverChangeThePlan(@ForAll long seed) {
        // Given
        var whole = Unfolding.of(SampleSearches.any(seed), WORLD);
        var some = subset(whole.events(), seed);
        var shuffled = new ArrayList<>(some);
        shuffled.addAll(subset(some, seed + 1));
        Collections.shuffle(shuffled, new Random(seed));

        // When
        var plan = Planner.plan(whole.search(), facts(whole.search(), some));

        // Then
        assertThat(Planner.plan(whole.search(), facts(whole.search(), shuffled)))
                .isEqualTo(plan);
    }

    @Property(tries = 50)
    void fromAnySubsetOfTrueFactsItReachesTheSameRunsAndMasks(@ForAll long seed) {
        var whole = Unfolding.of(SampleSearches.any(seed), WORLD);

        var reached = runToTheEnd(whole.search(), subset(whole.events(), seed), new Random(seed));

        assertThat(reached).isEqualTo(whole.facts());
    }

    @Property(tries = 50)
    void asksForNothingTwiceAndForNothingThatIsThere(@ForAll long seed) {
        // Given
        var whole = Unfolding.of(SampleSearches.any(seed), WORLD);
        var facts = facts(whole.search(), subset(whole.events(), seed));

        // When
        var plan = Planner.plan(whole.search(), facts);

        // Then
        var runs = Stream.concat(plan.critical().stream(), plan.transfers().stream())
                .map(RequestedRun::id)
                .toList();
        assertThat(runs).doesNotHaveDuplicates().noneMatch(facts.runs()::containsKey);
        assertThat(plan.draws()).extracting(Draw::place).doesNotHaveDuplicates().noneMatch(facts.masks()::containsKey);
    }

    /** Grants one wish of the plan after another, whichever chance picks. */
    private static Facts runToTheEnd(ResolvedSearch search, List<?> already, Random random) {
        var history = new History();
        already.forEach(history::hear);
        for (int turn = 0; turn < 10_000; turn++) {
            var facts = history.facts(search.id());
            var wishes = wishes(Planner.plan(search, facts));
            if (wishes.isEmpty()) {
                return facts;
            }
            switch (wishes.get(random.nextInt(wishes.size()))) {
                case Draw draw -> history.hear(WORLD.draw(search.id(), draw));
                case RequestedRun run -> history.hear(WORLD.train(run));
                default -> throw new AssertionError();
            }
        }
        throw new AssertionError("no end of " + search);
    }

    private static List<Object> wishes(Plan plan) {
        return Stream.of(plan.draws(), plan.critical(), plan.transfers())
                .<Object>flatMap(List::stream)
                .toList();
    }

    private static Facts facts(ResolvedSearch search, List<?> events) {
        var history = new History();
        events.forEach(history::hear);
        return history.facts(search.id());
    }

    private static List<Object> subset(List<?> events, long seed) {
        var random = new Random(~seed);
        double share = random.nextDouble();
        return events.stream()
                .<Object>map(event -> event)
                .filter(_ -> random.nextDouble() < share)
                .toList();
    }
}
