package dev.tombola.pruner;

import static dev.tombola.pruner.PrunerStage.SMALL;
import static dev.tombola.pruner.PrunerStage.imported;
import static dev.tombola.pruner.PrunerStage.submitted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.kafka.Event;
import dev.tombola.pruner.plan.Reaper;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.search.ResolvedSearch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the pruner has its turn, on a clock that the test moves. */
class PrunerTurnsTest {
    private final PrunerStage stage = new PrunerStage();
    private final Group group = new Group();
    private Instant now = Instant.EPOCH.plus(Duration.ofDays(1));
    private final PrunerTurns turns =
            new PrunerTurns(stage.pruner(), new Reaper(Duration.ofSeconds(30)), group, () -> now);

    @Test
    void saysNothingBeforeItHasHeardWhatWasThere() {
        turns.tick(List.of(heard(SMALL)), false);
        assertThat(stage.said).isEmpty();

        turns.tick(List.of(), true);

        assertThat(stage.requested()).hasSize(2);
    }

    @Test
    void asksForMoreOnceMoreTrainersHaveCome() {
        // Given
        turns.tick(List.of(heard(SMALL)), true);
        group.members = Optional.of(2);
        turns.tick(List.of(), true);
        assertThat(stage.requested()).as("they are counted every other second").hasSize(2);

        // When
        now = now.plusSeconds(2);
        turns.tick(List.of(), true);

        // Then
        assertThat(stage.requested()).hasSize(4);
    }

    @Test
    void takesTheTrainersForAsManyAsBeforeWhileNobodySays() {
        // Given
        group.members = Optional.of(2);
        turns.tick(List.of(), true);
        group.members = Optional.empty();
        now = now.plusSeconds(2);

        // When
        turns.tick(List.of(heard(SMALL)), true);

        // Then
        assertThat(stage.requested()).hasSize(4);
    }

    @Test
    void triesAgainWhatTheStoreDidNotGiveAfterAPause() {
        // Given
        var waiting = imported("waiting", stage.blobs.write(new byte[] {1}));
        var weights = Objects.requireNonNull(waiting.weights().get("f"));
        stage.unreachable.add(weights);
        turns.tick(List.of(heard(waiting)), true);
        stage.unreachable.clear();

        // When
        now = now.plusSeconds(5);
        turns.tick(List.of(), true);
        var early = List.copyOf(stage.said(SearchPlanned.class));
        now = now.plusMillis(1);
        turns.tick(List.of(), true);

        // Then
        assertThat(early).allMatch(plan -> plan.undrawable().isEmpty());
        assertThat(stage.lastPlan(waiting).undrawable())
                .as("one byte is no tensors")
                .hasSize(1);
    }

    @Test
    void asksAgainForWhatWasAnsweredWithoutAResultOnceTheGraceIsOver() {
        // Given
        turns.tick(List.of(heard(SMALL)), true);
        var request = stage.said(TrainingRequested.class).getFirst();
        var lies = new Event(Topics.TRAINING_REQUESTED, request.run().id().toString(), request, 3, 7);
        group.answered = Optional.of(Map.of(3, 8L));
        now = now.plusSeconds(6);
        turns.tick(List.of(lies), true);

        // When
        now = now.plusSeconds(29);
        turns.tick(List.of(), true);
        int early = stage.said(TrainingRequested.class).size();
        now = now.plusSeconds(6);
        turns.tick(List.of(), true);

        // Then
        assertThat(early).isEqualTo(2);
        assertThat(stage.said(TrainingRequested.class).subList(2, 3))
                .containsExactly(new TrainingRequested(request.run(), 2));
        assertThat(turns.outstanding()).isEqualTo(6);
    }

    private static Event heard(ResolvedSearch search) {
        return new Event(Topics.SEARCHES, search.id().value(), submitted(search, false));
    }

    /** What is said of it is what the test sets. */
    private static final class Group implements TrainerGroup {
        private Optional<Integer> members = Optional.of(1);
        private Optional<Map<Integer, Long>> answered = Optional.of(Map.of());

        @Override
        public Optional<Integer> members() {
            return members;
        }

        @Override
        public Optional<Map<Integer, Long>> answeredRequests() {
            return answered;
        }
    }
}
