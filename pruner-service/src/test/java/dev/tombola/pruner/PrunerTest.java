package dev.tombola.pruner;

import static dev.tombola.pruner.PrunerStage.SMALL;
import static dev.tombola.pruner.PrunerStage.search;
import static dev.tombola.pruner.PrunerStage.submitted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.store.mask.MaskFile;
import dev.tombola.testkit.World;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.event.TrainingWithdrawn;
import java.util.ArrayList;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the pruner says: three tickets of a chain of random masks, on one task with two seeds, are six transfers. */
class PrunerTest {
    private static final World WORLD = new World();

    private final PrunerStage stage = new PrunerStage();
    private final Pruner pruner = stage.pruner();

    @Test
    void drawsWhatItCanAndAsksForTwoTransfersPerTrainer() {
        // Given
        pruner.hear(submitted(SMALL, false));

        // When
        pruner.turn(2);

        // Then
        assertThat(stage.said(TicketDrawn.class))
                .extracting(drawn -> drawn.ticket().level())
                .containsExactly(1, 2);
        assertThat(stage.said(TicketDrawn.class))
                .allSatisfy(drawn ->
                        assertThat(stage.blobs.read(drawn.mask().object())).isNotEmpty());
        assertThat(stage.said(SearchPlanned.class).getLast().runs()).hasSize(6).allMatch(entry -> entry.run() != null);
        assertThat(stage.said(TrainingRequested.class)).hasSize(4).allMatch(request -> request.ask() == 1);
        assertThat(pruner.outstanding()).isEqualTo(6);
    }

    @Test
    void saysNothingTwice() {
        // Given
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);
        int before = stage.said.size();

        // When
        pruner.turn(1);
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);

        // Then
        assertThat(stage.said).hasSize(before);
    }

    @Test
    void goesOnWhereItStoppedWhenItHearsWhatItSaid() {
        // Given
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);
        var heard = new ArrayList<>(stage.said);
        stage.said.clear();

        // When
        var successor = stage.pruner();
        successor.hear(submitted(SMALL, false));
        heard.forEach(successor::hear);
        successor.turn(1);

        // Then
        assertThat(stage.said).isEmpty();
    }

    @Test
    void asksForMoreAsResultsComeIn() {
        // Given
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);

        // When
        pruner.hear(WORLD.train(stage.said(TrainingRequested.class).getFirst().run()));
        pruner.turn(1);

        // Then
        assertThat(stage.said(TrainingRequested.class)).hasSize(3);
        assertThat(stage.requested()).doesNotHaveDuplicates();
        assertThat(pruner.outstanding()).isEqualTo(5);
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
        assertThat(stage.requested()).hasSize(2);
        assertThat(stage.said(TrainingWithdrawn.class)).isEmpty();
    }

    @Test
    void theLastMaskOfAChainComesWithAFileOfThemAll() {
        // Given
        pruner.hear(submitted(SMALL, false));

        // When
        pruner.turn(2);

        // Then
        var drawn = stage.said(TicketDrawn.class);
        assertThat(drawn).hasSize(2);
        assertThat(drawn.getFirst().chain()).isNull();
        try (var file = MaskFile.of(
                stage.blobs.read(Objects.requireNonNull(drawn.getLast().chain())))) {
            assertThat(file.levels()).containsExactly(1, 2);
            assertThat(drawn)
                    .allSatisfy(ticket -> assertThat(
                                    file.mask(ticket.ticket().level()).digest())
                            .isEqualTo(ticket.mask().digest()));
        }
    }

    @Test
    void theLastMaskOfAChainIsDrawnThoughAnEarlierOneIsGone() {
        // Given
        pruner.hear(submitted(SMALL, false));
        pruner.turn(2);
        var first = stage.said(TicketDrawn.class).getFirst();
        stage.store.delete(first.mask().object().key());
        var successor = new Pruner(new DrawTicket(stage.blobs), stage::say);
        stage.said.clear();

        // When
        successor.hear(submitted(SMALL, false));
        successor.hear(first);
        successor.turn(2);

        // Then
        assertThat(stage.said(TicketDrawn.class)).singleElement().satisfies(drawn -> {
            assertThat(drawn.ticket().level()).isEqualTo(2);
            assertThat(drawn.chain()).isNull();
        });
    }
}
