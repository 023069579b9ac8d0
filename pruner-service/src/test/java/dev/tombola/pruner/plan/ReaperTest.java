package dev.tombola.pruner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.testkit.SampleSearches;
import dev.tombola.testkit.World;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReaperTest {
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final RequestedRun RUN = Planner.plan(SampleSearches.fashionInMinutes(), Facts.NONE)
            .transfers()
            .getFirst();
    private static final RunId ID = RUN.id();

    private final Reaper reaper = new Reaper(GRACE);

    @Test
    void findsARunWhoseRequestIsAnsweredWithoutAResultForTheGracePeriod() {
        requested(1, 3, 7);

        assertThat(reaper.lost(Map.of(ID, 1), Map.of(3, 8L), NOW)).isEmpty();
        assertThat(reaper.lost(Map.of(ID, 1), Map.of(3, 8L), NOW.plus(GRACE).minusMillis(1)))
                .isEmpty();
        assertThat(reaper.lost(Map.of(ID, 1), Map.of(3, 8L), NOW.plus(GRACE))).containsExactly(ID);
    }

    @Test
    void waitsForWhatIsInFlightHoweverLongItTakes() {
        requested(1, 3, 7);

        assertThat(reaper.lost(Map.of(ID, 1), Map.of(3, 7L, 4, 100L), NOW)).isEmpty();
        assertThat(reaper.lost(Map.of(ID, 1), Map.of(3, 7L, 4, 100L), NOW.plus(Duration.ofDays(20))))
                .isEmpty();
        assertThat(reaper.lost(Map.of(ID, 1), Map.of(), NOW.plus(Duration.ofDays(20))))
                .as("nobody has taken anything")
                .isEmpty();
    }

    @Test
    void looksForNothingThatIsWantedNoMoreOrHasEnded() {
        requested(1, 0, 0);
        reaper.lost(Map.of(ID, 1), Map.of(0, 5L), NOW);

        assertThat(reaper.lost(Map.of(), Map.of(0, 5L), NOW.plus(GRACE))).isEmpty();

        reaper.hear(new World().train(RUN), 0, 99);
        assertThat(reaper.lost(Map.of(ID, 1), Map.of(0, 5L), NOW.plus(GRACE))).isEmpty();
    }

    @Test
    void waitsUntilItHearsWhereTheLatestRequestLies() {
        requested(1, 0, 0);
        reaper.lost(Map.of(ID, 1), Map.of(0, 1L), NOW);

        assertThat(reaper.lost(Map.of(ID, 2), Map.of(0, 1L), NOW.plus(GRACE)))
                .as("asked for again a moment ago")
                .isEmpty();

        requested(2, 0, 1);
        assertThat(reaper.lost(Map.of(ID, 2), Map.of(0, 1L), NOW.plus(GRACE.multipliedBy(9))))
                .as("the new request is in flight")
                .isEmpty();
    }

    @Test
    void aRequestIsHeardAgainWithoutAnyDifference() {
        requested(1, 0, 0);
        reaper.lost(Map.of(ID, 1), Map.of(0, 1L), NOW);

        requested(1, 0, 0);

        assertThat(reaper.lost(Map.of(ID, 1), Map.of(0, 1L), NOW.plus(GRACE))).containsExactly(ID);
    }

    @Test
    void looksLessAndLessOftenForWhatIsLostAgainAndAgain() {
        assertThat(patience(1)).isEqualTo(GRACE);
        assertThat(patience(2)).isEqualTo(GRACE.multipliedBy(2));
        assertThat(patience(4)).isEqualTo(GRACE.multipliedBy(8));
        assertThat(patience(1_000)).isEqualTo(GRACE.multipliedBy(Reaper.LONGEST));
    }

    /** In whole grace periods. */
    private static Duration patience(int ask) {
        var reaper = new Reaper(GRACE);
        reaper.hear(new TrainingRequested(RUN, ask), 0, 0);
        var now = NOW;
        while (reaper.lost(Map.of(ID, ask), Map.of(0, 1L), now).isEmpty()) {
            now = now.plus(GRACE);
        }
        return Duration.between(NOW, now);
    }

    private void requested(int ask, int partition, long offset) {
        reaper.hear(new TrainingRequested(RUN, ask), partition, offset);
    }
}
