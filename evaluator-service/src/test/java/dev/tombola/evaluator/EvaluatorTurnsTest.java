package dev.tombola.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.kafka.Event;
import dev.tombola.testkit.FaultyStore.Request;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.run.RunResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which claims are looked at when, and where. */
class EvaluatorTurnsTest {
    private final Queued accepting = new Queued();
    private final Queued measuring = new Queued();
    private final List<Throwable> thrown = new ArrayList<>();
    private ClaimsStage stage;
    private EvaluatorTurns turns;

    @BeforeEach
    void searched(@TempDir Path folder) {
        stage = new ClaimsStage(folder);
        turns = new EvaluatorTurns(stage.evaluator, stage.claims, accepting, measuring, thrown::add);
    }

    @AfterEach
    void quiet() {
        stage.close();
    }

    @Test
    void looksAtNoClaimBeforeItHasHeardWhatWasThere() {
        turns.tick(List.of(heard(pretrained())), false);
        assertThat(accepting.work).isEmpty();

        turns.tick(List.of(), true);
        turns.tick(List.of(), true);

        assertThat(accepting.work).hasSize(1);
    }

    @Test
    void claimsThatNothingHasToBeMeasuredForOvertakeTheOthers() {
        // Given
        var measured = stage.tiny.result(stage.tiny.ticket(), stage.tiny.pruned(3));

        // When
        turns.tick(List.of(heard(measured), heard(pretrained())), true);
        accepting.work.remove().run();

        // Then
        assertThat(measuring.work).hasSize(1);
        assertThat(stage.accepted().result().spec()).isEqualTo(stage.tiny.pretraining());
    }

    @Test
    void aClaimOnWhatIsAcceptedHasNotToBeMeasured() {
        // Given
        var measured = stage.tiny.result(stage.tiny.ticket(), stage.tiny.pruned(3));
        turns.tick(List.of(heard(measured)), true);
        measuring.work.remove().run();

        // When
        turns.tick(List.of(heard(measured)), true);

        // Then
        assertThat(accepting.work).hasSize(1);
        assertThat(measuring.work).isEmpty();
    }

    @Test
    void whatWasAcceptedForItsWeightsAloneIsMeasuredOnce() {
        // Given
        var result = stage.tiny.result(stage.tiny.ticket(), stage.tiny.pruned(3));
        var accepted = new ResultAccepted(result.spec().id(), new Outcome.Accepted("attempt-1", result, null));
        var again = new ResultAccepted(result.spec().id(), new Outcome.Accepted("attempt-2", result, null));

        // When
        turns.tick(List.of(heard(accepted)), true);
        turns.tick(List.of(heard(again)), true);

        // Then
        assertThat(measuring.work).hasSize(1);
    }

    @Test
    void aClaimIsLookedAtAgainFiveSecondsAfterTheStoreDidNotAnswer() {
        // Given
        turns.tick(List.of(heard(pretrained())), true);
        stage.store.failNext(Request.OPEN, 1);

        // When
        accepting.work.remove().run();

        // Then
        assertThat(stage.said).isEmpty();
        assertThat(accepting.pauses).containsExactly(Duration.ZERO, Duration.ofSeconds(5));
        accepting.work.remove().run();
        assertThat(stage.said).hasSize(1);
        assertThat(thrown).isEmpty();
    }

    private RunResult pretrained() {
        return stage.tiny.result(stage.tiny.pretraining(), stage.tiny.weights(3));
    }

    private static Event heard(RunResult result) {
        TrainingEnded claim = TinySearch.claim(result, "attempt-1");
        return new Event(Topics.TRAINING_ENDED, claim.run().toString(), claim);
    }

    private static Event heard(ResultAccepted accepted) {
        return new Event(Topics.RESULT_ACCEPTED, accepted.run().toString(), accepted);
    }

    /** Work that lies there until the test does it. */
    private static final class Queued implements Bench {
        private final Queue<Runnable> work = new ArrayDeque<>();
        private final List<Duration> pauses = new ArrayList<>();

        @Override
        public boolean later(Duration pause, Runnable next) {
            pauses.add(pause);
            return work.add(next);
        }
    }
}
