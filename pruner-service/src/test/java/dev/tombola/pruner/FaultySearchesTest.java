package dev.tombola.pruner;

import static dev.tombola.pruner.PrunerStage.SMALL;
import static dev.tombola.pruner.PrunerStage.imported;
import static dev.tombola.pruner.PrunerStage.search;
import static dev.tombola.pruner.PrunerStage.submitted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.kafka.OversizedEventException;
import dev.tombola.testkit.EndlessObject;
import dev.tombola.testkit.SampleSearches;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.event.TrainingWithdrawn;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Searches that cannot be planned or drawn, or not now: what can be said of them is said, and others go on. */
class FaultySearchesTest {
    private final PrunerStage stage = new PrunerStage();
    private final Pruner pruner = stage.pruner();

    @Test
    void saysWhichMasksCannotBeDrawnAndWantsNothingThatNeedsThem() {
        // Given
        var unknown = SampleSearches.resolved(Json.write(SMALL.search()).replace("cifar-resnet8", "no-such-network"));
        pruner.hear(submitted(unknown, false));

        // When
        boolean done = pruner.turn(10);

        // Then
        var plan = stage.said(SearchPlanned.class).getLast();
        assertThat(done).isTrue();
        assertThat(plan.undrawable())
                .extracting(SearchPlanned.Undrawable::level)
                .containsExactly(1, 2);
        assertThat(plan.undrawable()).allMatch(mask -> mask.reason().contains("no-such-network"));
        assertThat(plan.runs().stream().map(SearchPlanned.Entry::unreachable).filter(Objects::nonNull))
                .hasSize(4)
                .allMatch(why -> why.matches("mask [12] of c cannot be drawn: .*"));
        assertThat(stage.requested()).as("the dense network").hasSize(2);
    }

    @Test
    void doesNotTryAgainWhatItHearsCannotBeDrawn() {
        // Given
        var lost = imported("lost");
        pruner.hear(submitted(lost, false));
        pruner.turn(10);
        var heard = new ArrayList<>(stage.said);
        stage.said.clear();
        stage.blobs.write("weights after all".getBytes(StandardCharsets.UTF_8));

        // When
        var successor = stage.pruner();
        successor.hear(submitted(lost, false));
        heard.forEach(successor::hear);
        successor.turn(10);

        // Then
        assertThat(stage.said).isEmpty();
    }

    @Test
    void goesOnWithOthersWhereASearchMakesNoSense() {
        // Given
        var without = new ResolvedSearch(SMALL.search(), Map.of(), SMALL.weights(), null);
        pruner.hear(submitted(without, false));
        pruner.hear(submitted(SMALL, false));

        // When
        boolean done = pruner.turn(1);

        // Then
        assertThat(done).isTrue();
        assertThat(stage.requested()).hasSize(2);
        assertThat(stage.said(SearchPlanned.class))
                .extracting(SearchPlanned::search)
                .containsOnly(SMALL.id());
    }

    @Test
    void goesOnWithOthersWhereANetworkWouldFillAnyMemory() {
        // Given
        var giant =
                SampleSearches.resolved(Json.write(search("giant").search()).replace("\"width\":2", "\"width\":4096"));
        pruner.hear(submitted(giant, false));
        pruner.hear(submitted(SMALL, false));

        // When
        pruner.turn(2);

        // Then
        assertThat(stage.said(TicketDrawn.class))
                .extracting(drawn -> drawn.ticket().search())
                .containsOnly(SMALL.id());
        assertThat(stage.said(SearchPlanned.class).stream()
                        .filter(plan -> plan.search().equals(giant.id()))
                        .toList()
                        .getLast()
                        .undrawable())
                .extracting(SearchPlanned.Undrawable::reason)
                .containsOnly("cifar-resnet8 of such options has more than 268435456 weights");
    }

    @Test
    void goesOnWithOthersWhereASearchAsksForMillionsOfRuns() {
        // Given
        var seeds = IntStream.range(0, 1000).mapToObj(String::valueOf).collect(Collectors.joining(","));
        var json = Json.write(search("endless").search());
        var endless = SampleSearches.resolved(
                json.replace("\"seeds\":[1,2]", "\"seeds\":[" + seeds + "]").replace("\"rounds\":2", "\"rounds\":100"));
        pruner.hear(submitted(endless, false));
        pruner.hear(submitted(SMALL, false));

        // When
        boolean done = pruner.turn(1);

        // Then
        assertThat(endless.search().seeds()).hasSize(1000);
        assertThat(done).isTrue();
        assertThat(stage.requested()).hasSize(2);
        assertThat(stage.said(SearchPlanned.class))
                .extracting(SearchPlanned::search)
                .containsOnly(SMALL.id());
    }

    @Test
    void goesOnWithOthersWhereAPlanIsTooLargeForItsTopic() {
        // Given
        var large = search("large");
        var cramped = new Pruner(new DrawTicket(stage.blobs), outgoing -> {
            if (outgoing.event() instanceof SearchPlanned plan && plan.search().equals(large.id())) {
                throw new OversizedEventException("search-planned", outgoing.key(), 9 << 20, null);
            }
            stage.said.add(outgoing.event());
        });
        cramped.hear(submitted(large, false));
        cramped.hear(submitted(SMALL, false));

        // When
        boolean done = cramped.turn(10);
        cramped.turn(10);

        // Then
        assertThat(done).isTrue();
        assertThat(stage.requested()).hasSize(6).doesNotHaveDuplicates();
        assertThat(stage.said(SearchPlanned.class))
                .extracting(SearchPlanned::search)
                .containsOnly(SMALL.id());
    }

    @Test
    void goesOnWithOthersWhereASearchsObjectsAreLostAlteredOrNoTensors() {
        // Given
        var lost = imported("lost");
        var altered = imported("altered", stage.blobs.write(new byte[] {1, 2, 3}));
        var noTensors = imported("no-tensors", stage.blobs.write("no tensors".getBytes(StandardCharsets.UTF_8)));
        stage.store.write(Objects.requireNonNull(altered.weights().get("f")).key(), new byte[] {3, 2, 1});
        for (var search : List.of(lost, altered, noTensors, SMALL)) {
            pruner.hear(submitted(search, false));
        }

        // When
        boolean done = pruner.turn(10);

        // Then
        assertThat(done).isTrue();
        assertThat(stage.said(TicketDrawn.class))
                .extracting(drawn -> drawn.ticket().search())
                .containsExactly(SMALL.id(), SMALL.id());
        assertThat(stage.lastPlan(lost).undrawable().getFirst().reason()).startsWith("no object at ");
        assertThat(stage.lastPlan(altered).undrawable().getFirst().reason()).contains(" is altered: ");
        assertThat(stage.lastPlan(noTensors).undrawable()).hasSize(1);
        assertThat(stage.lastPlan(SMALL).undrawable()).isEmpty();
    }

    @Test
    void readsNoWeightsThatNoSuchNetworkCanHave() {
        // Given
        var giant = new ObjectRef(Digest.of(new byte[] {1}), EndlessObject.SIZE);
        var endless = new EndlessObject(stage.store, giant.key());
        var careful = new Pruner(new DrawTicket(new Blobs(endless)), outgoing -> stage.said.add(outgoing.event()));
        var search = imported("giant", giant);
        careful.hear(submitted(search, false));
        careful.hear(submitted(SMALL, false));

        // When
        boolean done = careful.turn(10);

        // Then
        assertThat(done).isTrue();
        assertThat(endless.taken()).isZero();
        assertThat(stage.lastPlan(search).undrawable().getFirst().reason())
                .contains(" has 3221225472 bytes or more, and weights to start from of cifar-resnet8 has at most ");
        assertThat(stage.lastPlan(SMALL).undrawable()).isEmpty();
    }

    @Test
    void putsOffWhatTheStoreCannotGiveNowAndWithdrawsNothingMeanwhile() {
        // Given
        var waiting = imported("waiting", stage.blobs.write(new byte[] {1}));
        pruner.hear(submitted(waiting, false));
        pruner.hear(submitted(SMALL, false));
        stage.unreachable.add(Objects.requireNonNull(waiting.weights().get("f")));

        // When
        boolean first = pruner.turn(10);
        boolean second = pruner.turn(10);
        var saidSoFar = List.copyOf(stage.said);
        stage.unreachable.clear();
        boolean third = pruner.turn(10);

        // Then
        assertThat(List.of(first, second, third)).containsExactly(false, false, true);
        assertThat(saidSoFar).filteredOn(TrainingRequested.class::isInstance).hasSize(2 + 6);
        assertThat(saidSoFar).filteredOn(TicketDrawn.class::isInstance).hasSize(2);
        assertThat(stage.lastPlan(waiting).undrawable())
                .as("one byte is no tensors")
                .hasSize(1);
        assertThat(stage.said(TrainingWithdrawn.class)).isEmpty();
    }

    @Test
    void oneFaultySearchDoesNotStarveTheOthers() {
        // Given
        for (String name : List.of("a", "b", "c", "d")) {
            var search = imported(name, stage.blobs.write(name.getBytes(StandardCharsets.UTF_8)));
            stage.unreachable.add(Objects.requireNonNull(search.weights().get("f")));
            pruner.hear(submitted(search, false));
        }
        pruner.hear(submitted(SMALL, false));

        // When
        pruner.turn(1);
        pruner.turn(1);

        // Then
        assertThat(stage.said(TicketDrawn.class)).hasSize(2);
    }
}
