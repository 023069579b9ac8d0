package dev.tombola.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tombola.cli.search.WantedRun;
import dev.tombola.testkit.SampleSearches;
import dev.tombola.testkit.World;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.plan.Prospect;
import dev.tombola.ticket.run.EpochMetrics;
import dev.tombola.ticket.run.Provenance;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.RunSpec;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    /** 10 steps of its recipe's batch of 128. */
    private static final double IMAGES = 1280;

    @Test
    void isUnknownBeforeAnythingHasEnded() {
        assertThat(Pace.of(List.of())).isEmpty();
    }

    @Test
    void countsTheTimeBetweenRunsToo() {
        var pace = Pace.of(List.of(run(0, 10), run(20, 10))).orElseThrow();

        assertThat(pace.all()).isCloseTo(2 * IMAGES / 30, within(1e-9));
        assertThat(pace.alone()).isCloseTo(2 * IMAGES / 20, within(1e-9));
    }

    @Test
    void forgetsWhatWasBeforeALongPause() {
        var pace = Pace.of(List.of(run(0, 100), run(3600, 10))).orElseThrow();

        assertThat(pace.all()).isCloseTo(IMAGES / 10, within(1e-9));
    }

    private static RunResult run(long start, double seconds) {
        var known = World.result(pretraining());
        return new RunResult(
                known.spec(),
                List.of(new EpochMetrics(1, 10, 0.5, null)),
                1,
                known.test(),
                known.remaining(),
                known.last(),
                known.best(),
                known.onnx(),
                known.kept(),
                known.fingerprint(),
                new Provenance(
                        "trainer-1",
                        "here",
                        "cpu",
                        NOON.plusSeconds(start),
                        seconds,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()));
    }

    private static RunSpec pretraining() {
        return WantedRun.of(SampleSearches.fashionInMinutes(), Facts.NONE).stream()
                .flatMap(work -> work.run() instanceof Prospect.Ready<RequestedRun>(var run)
                        ? java.util.stream.Stream.of(run.spec())
                        : java.util.stream.Stream.empty())
                .filter(spec -> spec.recipe().batch() == 128)
                .findFirst()
                .orElseThrow();
    }
}
