package dev.tombola.ticket.plan;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.plan.Prospect.Ready;
import dev.tombola.ticket.plan.Prospect.Unreachable;
import dev.tombola.ticket.plan.Prospect.Waiting;
import dev.tombola.ticket.plan.Role.Pretrain;
import dev.tombola.ticket.plan.Role.Round;
import dev.tombola.ticket.plan.Role.Transfer;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The search of the design (section 5), counted by hand. */
class ExpansionTest {
    private static final Happened NOTHING = Happened.nothing();
    private static final Happened PRETRAINED = NOTHING.trained(new Pretrain("supervised"), "theta");

    @Test
    void wantsEveryRunThatTheFileAsksForBeforeAnythingHasHappened() {
        var runs = NOTHING.expansion().runs();

        assertThat(runs.stream().map(PlannedRun::role).filter(Pretrain.class::isInstance))
                .hasSize(1);
        assertThat(runs.stream().map(PlannedRun::role).filter(Round.class::isInstance))
                .containsExactlyElementsOf(IntStream.range(1, 12)
                        .mapToObj(level -> new Round("transferable", level))
                        .toList());
        // Per task and seed: levels 0, 2, …, 12; then what is asked for, and the dense network that it is held to.
        assertThat(transfersPerChain(runs))
                .isEqualTo(Map.of(
                        "transferable", 7 * 2 * 3L,
                        "random", 4 * 2 * 3L,
                        "shuffled", 2 * 2 * 3L,
                        "one-shot", 2 * 2 * 3L,
                        "scratch", 1 * 2 * 3L));
        assertThat(runs).hasSize(1 + 11 + 96);
    }

    @Test
    void wantsAMaskForEveryRoundOfAChainAndForTheLevelsOfAControl() {
        var draws = NOTHING.expansion().draws().stream().map(PlannedDraw::place);

        assertThat(draws)
                .containsExactlyElementsOf(Stream.of(
                                IntStream.rangeClosed(1, 12).mapToObj(level -> new ChainLevel("transferable", level)),
                                IntStream.of(4, 8, 12).mapToObj(level -> new ChainLevel("random", level)),
                                Stream.of(new ChainLevel("shuffled", 12), new ChainLevel("one-shot", 12)))
                        .flatMap(places -> places)
                        .toList());
    }

    @Test
    void waitsForThePretrainingWithAllThatStartsFromIt() {
        var expansion = NOTHING.expansion();

        assertThat(readyRoles(expansion))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of(new Pretrain("supervised")),
                                Stream.of("all-ten", "odd")
                                        .flatMap(task -> Stream.of(1L, 2L, 3L)
                                                .map(seed -> new Transfer("scratch", 0, task, seed))))
                        .toList());
        assertThat(waits(expansion)).isEqualTo(Map.of("pre-training supervised", 101L + 17));
        assertThat(expansion.isSettled()).isFalse();
    }

    @Test
    void drawsFromThePretrainedWeightsOnceTheyAreThere() {
        var expansion = PRETRAINED.expansion();

        assertThat(expansion.draws())
                .filteredOn(planned -> planned.draw() instanceof Ready<Draw>)
                .extracting(PlannedDraw::place)
                .containsExactly(
                        new ChainLevel("transferable", 1),
                        new ChainLevel("random", 4),
                        new ChainLevel("random", 8),
                        new ChainLevel("random", 12),
                        new ChainLevel("one-shot", 12));
        assertThat(waits(expansion))
                .isEqualTo(Map.of(
                        // Rounds 1 to 11, levels 2 to 12 in steps of two, shuffled 12; masks 2 to 12 and the shuffled
                        // one.
                        "mask 1 of transferable", 11 + 6 * 6 + 6 + 11 + 1L,
                        "mask 4 of random", 6L,
                        "mask 8 of random", 6L,
                        "mask 12 of random", 6L,
                        "mask 12 of one-shot", 6L));
    }

    @Test
    void sharesTheDenseNetworkBetweenTheChainsOfOnePretraining() {
        var dense = PRETRAINED.expansion().runs().stream()
                .filter(planned -> planned.role() instanceof Transfer transfer
                        && transfer.level() == 0
                        && !transfer.chain().equals("scratch"))
                .map(PlannedRun::run)
                .toList();

        assertThat(dense).hasSize(4 * 2 * 3);
        assertThat(dense.stream().distinct()).hasSize(2 * 3);
    }

    @Test
    void prunesAgainAfterEachRound() {
        // Given
        var drawn = PRETRAINED.drawn("transferable", 1, "first");

        // When
        var before = drawn.draw("transferable", 2);
        var after = drawn.trained(new Round("transferable", 1), "trained").draw("transferable", 2);

        // Then
        assertThat(before).isEqualTo(new Waiting<>("round 1 of transferable"));
        assertThat(after)
                .isEqualTo(new Ready<>(new Draw(
                        new ChainLevel("transferable", 2),
                        Criterion.MAGNITUDE,
                        0.2,
                        1,
                        Happened.object("trained"),
                        Happened.object("theta"),
                        Happened.mask("first"))));
    }

    @Test
    void trainsARoundOnThePretrainingTaskAndATransferOnItsOwn() {
        // Given
        var drawn = PRETRAINED.drawn("transferable", 1, "first").drawn("transferable", 2, "second");
        var recipes = drawn.search().search().recipes();

        // When
        var round = drawn.run(new Round("transferable", 1));
        var transfer = drawn.run(new Transfer("transferable", 2, "odd", 3));

        // Then
        assertThat(round.weights()).isEqualTo(Happened.object("theta"));
        assertThat(round.mask()).isEqualTo(Happened.mask("first").object());
        assertThat(round.spec())
                .returns("fashion-mnist/0,2,4,6,8:4000", RunSpec::task)
                .returns(Happened.mask("first").digest(), RunSpec::mask)
                .returns(Happened.object("theta").digest(), RunSpec::weights)
                .returns(List.of(), RunSpec::fresh)
                .returns(1L, RunSpec::seed)
                .returns(recipes.get("round"), RunSpec::recipe);
        assertThat(transfer.spec())
                .returns("fashion-mnist/1,3,5,7,9:1000", RunSpec::task)
                .returns(Happened.mask("second").digest(), RunSpec::mask)
                .returns(Happened.object("theta").digest(), RunSpec::weights)
                .returns(List.of(RunSpec.Part.HEAD), RunSpec::fresh)
                .returns(3L, RunSpec::seed)
                .returns(recipes.get("few-shot"), RunSpec::recipe);
    }

    @Test
    void startsFromTheChainsOwnRandomWeightsWhereItRewindsToThem() {
        var scratch = NOTHING.run(new Transfer("scratch", 0, "odd", 3));

        assertThat(scratch.weights()).isNull();
        assertThat(scratch.spec())
                .returns(null, RunSpec::weights)
                .returns(1L, RunSpec::initialSeed)
                .returns(3L, RunSpec::seed);
    }

    @Test
    void givesUpAllThatNeedsAPretrainingThatFailed() {
        // When
        var failed = NOTHING.failed(new Pretrain("supervised"), "no such data set");

        // Then
        assertThat(failed.expansion().runs())
                .filteredOn(planned -> planned.run() instanceof Unreachable<RequestedRun>)
                .hasSize(101)
                .extracting(PlannedRun::run)
                .containsOnly(new Unreachable<>("pre-training supervised failed: no such data set"));
        assertThat(failed.expansion().draws()).allMatch(planned -> planned.draw() instanceof Unreachable<Draw>);
        assertThat(failed.expansion().isSettled())
                .as("what starts from scratch is still to come")
                .isFalse();
        assertThat(failed.trainedAll().expansion().isSettled()).isTrue();
    }

    @Test
    void givesUpTheLevelsAboveARoundThatFailed() {
        // When
        var expansion = PRETRAINED
                .drawn("transferable", 1, "first")
                .failed(new Round("transferable", 1), "the loss diverged")
                .expansion();

        // Then
        assertThat(expansion.runs())
                .filteredOn(planned -> planned.run() instanceof Unreachable<RequestedRun>)
                .as("rounds 2 to 11, levels 2 to 12, and the shuffled one")
                .hasSize(10 + 6 * 6 + 6)
                .extracting(PlannedRun::run)
                .containsOnly(new Unreachable<>("round 1 of transferable failed: the loss diverged"));
        assertThat(readyRoles(expansion)).contains(new Transfer("one-shot", 0, "odd", 1));
    }

    private static List<Role> readyRoles(Expansion expansion) {
        return expansion.runs().stream()
                .filter(planned -> planned.run() instanceof Ready<RequestedRun>)
                .map(PlannedRun::role)
                .toList();
    }

    private static Map<String, Long> transfersPerChain(List<PlannedRun> runs) {
        return runs.stream()
                .map(PlannedRun::role)
                .filter(Transfer.class::isInstance)
                .map(role -> ((Transfer) role).chain())
                .collect(groupingBy(chain -> chain, counting()));
    }

    private static Map<String, Long> waits(Expansion expansion) {
        return Stream.concat(
                        expansion.runs().stream().map(PlannedRun::run),
                        expansion.draws().stream().map(PlannedDraw::draw))
                .flatMap(prospect -> prospect instanceof Waiting<?>(var on) ? Stream.of(on) : Stream.empty())
                .collect(groupingBy(on -> on, counting()));
    }
}
