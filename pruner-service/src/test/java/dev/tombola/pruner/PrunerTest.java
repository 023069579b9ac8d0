package dev.tombola.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.kafka.EventWriter.Outgoing;
import dev.tombola.testkit.EventSchemas;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.testkit.Searches;
import dev.tombola.testkit.World;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.event.TrainingWithdrawn;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.search.RunId;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the pruner says: three tickets of a chain of random masks, on one task with two seeds, are six transfers. */
class PrunerTest {
    private static final ResolvedSearch SMALL = search("small");
    private static final World WORLD = new World();

    private final Blobs blobs = new Blobs(new InMemoryObjectStore());
    private final List<Object> said = new ArrayList<>();
    private final Pruner pruner = pruner();

    @Test
    void drawsWhatItCanAndAsksForTwoTransfersPerTrainer() {
        // Given
        pruner.hear(submitted(SMALL, false));

        // When
        pruner.turn(2);

        // Then
        assertThat(said(TicketDrawn.class))
                .extracting(drawn -> drawn.ticket().level())
                .containsExactly(1, 2);
        assertThat(said(TicketDrawn.class))
                .allSatisfy(
                        drawn -> assertThat(blobs.read(drawn.mask().object())).isNotEmpty());
        assertThat(said(SearchPlanned.class).getLast().runs()).hasSize(6).allMatch(entry -> entry.run() != null);
        assertThat(said(TrainingRequested.class)).hasSize(4).allMatch(request -> request.ask() == 1);
        assertThat(pruner.outstanding()).isEqualTo(6);
    }

    @Test
    void saysNothingTwice() {
        // Given
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);
        int before = said.size();

        // When
        pruner.turn(1);
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);

        // Then
        assertThat(said).hasSize(before);
    }

    @Test
    void goesOnWhereItStoppedWhenItHearsWhatItSaid() {
        // Given
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);
        var heard = new ArrayList<>(said);
        said.clear();

        // When
        var successor = pruner();
        successor.hear(submitted(SMALL, false));
        heard.forEach(successor::hear);
        successor.turn(1);

        // Then
        assertThat(said).isEmpty();
    }

    @Test
    void asksForMoreAsResultsComeIn() {
        // Given
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);

        // When
        pruner.hear(WORLD.train(said(TrainingRequested.class).getFirst().run()));
        pruner.turn(1);

        // Then
        assertThat(said(TrainingRequested.class)).hasSize(3);
        assertThat(requested()).doesNotHaveDuplicates();
        assertThat(pruner.outstanding()).isEqualTo(5);
    }

    @Test
    void withdrawsWhatACancelledSearchHadAskedForAndAsksAnewWhenItComesBack() {
        // Given
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);
        var first = requested();

        // When
        pruner.hear(submitted(SMALL, true));
        pruner.turn(1);
        var withdrawn = said(TrainingWithdrawn.class);
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);

        // Then
        assertThat(withdrawn).extracting(TrainingWithdrawn::run).containsExactlyInAnyOrderElementsOf(first);
        assertThat(withdrawn).allMatch(withdrawal -> withdrawal.ask() == 1);
        assertThat(said(TrainingRequested.class).subList(2, 4))
                .allMatch(request ->
                        request.ask() == 2 && first.contains(request.run().id()));
    }

    @Test
    void withdrawsNothingThatAnotherSearchWantsToo() {
        // Given
        var twin = search("twin");
        pruner.hear(submitted(SMALL, false));
        pruner.hear(submitted(twin, false));
        pruner.turn(1);

        // When
        pruner.hear(submitted(SMALL, true));
        pruner.turn(1);

        // Then
        assertThat(requested()).hasSize(2);
        assertThat(said(TrainingWithdrawn.class)).isEmpty();
    }

    @Test
    void goesOnWithOthersWhereASearchMakesNoSense() {
        // Given
        pruner.hear(submitted(
                Searches.resolved(Json.write(SMALL.search()).replace("cifar-resnet8", "no-such-network")), false));
        pruner.hear(submitted(SMALL, false));

        // When
        pruner.turn(1);
        pruner.turn(1);

        // Then
        assertThat(said(TrainingRequested.class)).hasSize(2);
    }

    private Pruner pruner() {
        return new Pruner(new DrawTicket(blobs), this::say);
    }

    /** Every event keeps to its schema, and lies under the key that its topic promises. */
    private void say(Outgoing<?> outgoing) {
        EventSchemas.validate(outgoing.topic(), Json.write(outgoing.event()));
        assertThat(outgoing.key())
                .isEqualTo(
                        switch (outgoing.event()) {
                            case SearchPlanned plan -> plan.search().value();
                            case TicketDrawn drawn -> drawn.ticket().path();
                            case TrainingRequested request -> request.run().id().toString();
                            case TrainingWithdrawn withdrawal ->
                                withdrawal.run().toString();
                            default -> throw new AssertionError("the pruner does not say " + outgoing);
                        });
        said.add(outgoing.event());
    }

    private <E> List<E> said(Class<E> type) {
        return said.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private List<RunId> requested() {
        return said(TrainingRequested.class).stream()
                .map(request -> request.run().id())
                .toList();
    }

    private static SearchSubmitted submitted(ResolvedSearch search, boolean cancelled) {
        return new SearchSubmitted(search.id(), search, cancelled);
    }

    private static ResolvedSearch search(String name) {
        return Searches.resolved("""
                {"name":"%s","network":{"name":"cifar-resnet8","width":2},
                 "recipes":{"r":{"learningRate":0.1,"batch":8,"epochs":1}},
                 "pretrainings":{"f":{"weights":"w.safetensors"}},
                 "chains":{"c":{"from":"f","criterion":"random","rounds":2}},
                 "tasks":{"odd":{"task":"mnist/5-9:100","recipe":"r"}},
                 "seeds":[1,2]}""".formatted(name));
    }
}
