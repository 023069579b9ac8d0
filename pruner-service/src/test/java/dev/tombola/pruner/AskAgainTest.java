package dev.tombola.pruner;

import static dev.tombola.pruner.PrunerStage.SMALL;
import static dev.tombola.pruner.PrunerStage.submitted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.testkit.World;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.event.TrainingWithdrawn;
import dev.tombola.ticket.run.RunId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs that were asked for once, and have to be asked for by another number. */
class AskAgainTest {
    private static final World WORLD = new World();

    private final PrunerStage stage = new PrunerStage();
    private final Pruner pruner = stage.pruner();

    @Test
    void asksAgainForWhatIsLostAndStillWanted() {
        // Given
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);
        var first = stage.requested();
        pruner.hear(WORLD.train(stage.said(TrainingRequested.class).getFirst().run()));
        stage.said.clear();

        // When
        pruner.askAgain(List.of(first.get(0), first.get(1), RunId.parse("0".repeat(64))));

        // Then
        assertThat(stage.said(TrainingRequested.class)).singleElement().satisfies(request -> {
            assertThat(request.run().id()).isEqualTo(first.get(1));
            assertThat(request.ask()).isEqualTo(2);
        });
        assertThat(pruner.asked()).containsExactly(Map.entry(first.get(1), 2));
    }

    @Test
    void asksNoMoreForARunWhoseNumbersAreUsedUp() {
        // Given
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);
        var first = stage.requested().getFirst();
        pruner.hear(new TrainingWithdrawn(first, TrainingRequested.MOST_ASKS));
        stage.said.clear();

        // When
        pruner.turn(10);
        pruner.turn(10);

        // Then
        assertThat(stage.said(TrainingRequested.class)).as("the others").hasSize(4);
        assertThat(stage.requested()).doesNotContain(first);
    }

    @Test
    void asksWithANumberThatNoWithdrawalCoversWhereTheRequestsAreGone() {
        // Given
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);
        var withdrawn = stage.requested();
        var successor = stage.pruner();
        withdrawn.forEach(run -> successor.hear(new TrainingWithdrawn(run, 3)));
        stage.said.clear();

        // When
        successor.hear(submitted(SMALL, false));
        successor.turn(1);

        // Then
        assertThat(stage.said(TrainingRequested.class))
                .extracting(TrainingRequested::ask)
                .containsExactly(4, 4);
    }

    @Test
    void withdrawsWhatACancelledSearchHadAskedForAndAsksAnewWhenItComesBack() {
        // Given
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);
        var first = stage.requested();

        // When
        pruner.hear(submitted(SMALL, true));
        pruner.turn(1);
        var withdrawn = stage.said(TrainingWithdrawn.class);
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);

        // Then
        assertThat(withdrawn).extracting(TrainingWithdrawn::run).containsExactlyInAnyOrderElementsOf(first);
        assertThat(withdrawn).allMatch(withdrawal -> withdrawal.ask() == 1);
        assertThat(stage.said(TrainingRequested.class).subList(2, 4))
                .allMatch(request ->
                        request.ask() == 2 && first.contains(request.run().id()));
    }
}
