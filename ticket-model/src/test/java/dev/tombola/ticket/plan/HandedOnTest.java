package dev.tombola.ticket.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.plan.Prospect.Unreachable;
import dev.tombola.ticket.plan.Prospect.Waiting;
import dev.tombola.ticket.plan.Role.Round;
import dev.tombola.ticket.plan.Role.Transfer;
import dev.tombola.ticket.run.Inheritance;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunEnd;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.search.Survivor;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rounds that take something over from the round before: those of what learns without labels (paper 1.5). */
class HandedOnTest {
    private static final String SEARCH = """
            {"name":"small","network":{"name":"cifar-resnet8"},
             "recipes":{"labels":{"learningRate":0.1,"batch":8,"epochs":1},
                        "simclr":{"learningRate":0.1,"batch":8,"epochs":1,"objective":"simclr"},
                        "moco":{"learningRate":0.1,"batch":8,"epochs":1,"objective":"moco"}},
             "pretrainings":{"file":{"task":"mnist","weights":"w.safetensors"}},
             "chains":{"c":{"from":"file","rounds":4,%s}},
             "tasks":{"t":{"task":"mnist:100","recipe":"labels"}},
             "levels":[2], "seeds":[7]}""";
    private static final ObjectRef STATE = Happened.object("state");
    private static final RunEnd.Trained LEFT =
            new RunEnd.Trained(Happened.object("last"), Map.of(), Optional.of(STATE));

    @Test
    void theFirstRoundTakesNothingOver() {
        var first = drawn("\"recipe\":\"simclr\"").run(new Round("c", 1));

        assertThat(first.spec().inherited()).isNull();
        assertThat(first.state()).isNull();
    }

    @Test
    void aRoundWaitsForTheOneBeforeEvenWhereItsMaskIsThere() {
        // Given
        var drawn = drawn("\"recipe\":\"simclr\"");

        // When
        var before = prospect(drawn, 2);
        var after = drawn.trained(new Round("c", 1), LEFT);

        // Then
        assertThat(before).isEqualTo(new Waiting<>("round 1 of c"));
        assertThat(after.run(new Round("c", 2)))
                .returns(STATE, RequestedRun::state)
                .satisfies(run -> assertThat(run.spec().inherited())
                        .isEqualTo(new Inheritance(STATE.digest(), List.of(Survivor.HEAD, Survivor.OPTIMIZER))))
                .satisfies(
                        run -> assertThat(new TrainingRequested(run, 1).run()).isEqualTo(run));
        assertThat(prospect(after, 3)).isEqualTo(new Waiting<>("round 2 of c"));
    }

    @Test
    void everyRoundTakesOverFromTheOneBeforeIt() {
        // Given
        var second = new RunEnd.Trained(Happened.object("last 2"), Map.of(), Optional.of(Happened.object("state 2")));

        // When
        var trained =
                drawn("\"recipe\":\"moco\"").trained(new Round("c", 1), LEFT).trained(new Round("c", 2), second);

        // Then
        assertThat(trained.run(new Round("c", 3)).spec().inherited())
                .isEqualTo(new Inheritance(
                        Happened.object("state 2").digest(), List.of(Survivor.OPTIMIZER, Survivor.QUEUE)));
    }

    @Test
    void whereNothingSurvivesRoundsDoNotWaitForOneAnother() {
        for (var chain : List.of("\"recipe\":\"simclr\",\"survives\":[]", "\"recipe\":\"labels\"")) {
            var run = drawn(chain).run(new Round("c", 2));

            assertThat(run.spec().inherited()).isNull();
            assertThat(run.state()).isNull();
        }
    }

    @Test
    void aTransferTakesNothingOverAndDoesNotWait() {
        var transfer = drawn("\"recipe\":\"simclr\"").run(new Transfer("c", 2, "t", 7));

        assertThat(transfer.spec())
                .returns(null, RunSpec::inherited)
                .returns(List.of(RunSpec.Part.HEAD), RunSpec::fresh);
        assertThat(transfer.state()).isNull();
    }

    @Test
    void aTransferWhoseHeadIsLoadedHasNothingFresh() {
        var search = SEARCH.formatted("\"recipe\":\"simclr\"")
                .replace("\"task\":\"mnist:100\"", "\"head\":\"loaded\",\"task\":\"mnist:100\"");

        assertThat(happened(search).run(new Transfer("c", 0, "t", 7)).spec().fresh())
                .isEmpty();
    }

    @Test
    void aChainThatTrainsFirstHandsOnFromThere() {
        // Given
        var drawn = drawn("\"recipe\":\"simclr\",\"trainFirst\":true");

        // When
        var after = drawn.trained(new Round("c", 0), LEFT);

        // Then
        assertThat(prospect(drawn, 1)).isEqualTo(new Waiting<>("round 0 of c"));
        assertThat(drawn.run(new Round("c", 0)).spec().inherited()).isNull();
        assertThat(after.run(new Round("c", 1)).state()).isEqualTo(STATE);
    }

    @Test
    void soDoesOneThatRewindsToAnEpoch() {
        // Given
        var early =
                new RunEnd.Trained(Happened.object("last"), Map.of(1, Happened.object("early")), Optional.of(STATE));

        // When
        var after = drawn("\"recipe\":\"simclr\",\"rewind\":\"epoch:1\"").trained(new Round("c", 0), early);

        // Then
        assertThat(after.run(new Round("c", 1)))
                .returns(Happened.object("early"), RequestedRun::weights)
                .returns(STATE, RequestedRun::state);
    }

    @Test
    void aRoundThatLeftNothingOrFailedEndsTheChain() {
        // Given
        var drawn = drawn("\"recipe\":\"simclr\"");

        // When
        var bare = drawn.trained(new Round("c", 1), "last");
        var failed = drawn.failed(new Round("c", 1), "the loss diverged");

        // Then
        assertThat(prospect(bare, 2)).isEqualTo(new Unreachable<>("round 1 of c left nothing that could survive"));
        assertThat(prospect(bare, 3)).isEqualTo(prospect(bare, 2));
        assertThat(prospect(failed, 2)).isEqualTo(new Unreachable<>("round 1 of c failed: the loss diverged"));
    }

    private static Prospect<RequestedRun> prospect(Happened happened, int level) {
        return happened.expansion().runs().stream()
                .filter(planned -> planned.role().equals(new Round("c", level)))
                .findFirst()
                .orElseThrow()
                .run();
    }

    /** With the masks of all levels, as if they had been drawn before. */
    private static Happened drawn(String chain) {
        return happened(SEARCH.formatted(chain))
                .drawn("c", 1, "m1")
                .drawn("c", 2, "m2")
                .drawn("c", 3, "m3");
    }

    private static Happened happened(String search) {
        return Happened.nothing(new ResolvedSearch(
                Json.read(search, Search.class),
                Map.of("mnist", Digest.of(new byte[1])),
                Map.of("file", Happened.object("file")),
                null));
    }
}
