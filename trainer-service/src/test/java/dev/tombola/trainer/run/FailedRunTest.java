package dev.tombola.trainer.run;

import static dev.tombola.trainer.run.TinyRun.ATTEMPTS;
import static dev.tombola.trainer.run.TinyRun.HERE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.ticket.search.Architecture;
import dev.tombola.trainer.AttemptEnd;
import dev.tombola.trainer.Cancellation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that no trainer can finish, at once or after some attempts. */
class FailedRunTest {
    @TempDir
    private static Path cache;

    private final TinyRun tiny = new TinyRun(cache);

    @Test
    void givesUpARunWhoseTrainersDie() {
        for (int i = 0; i < ATTEMPTS; i++) {
            tiny.attempts().begin(tiny.run.id(), "died-" + i, 0);
        }

        var attempt = tiny.trainer(HERE).train(tiny.request(), "last", new Cancellation());

        assertThat(attempt).isEqualTo(new AttemptEnd.Failed("3 attempts died without a word", true, ATTEMPTS + 1));
    }

    @Test
    void countsNoDeathBeforeTheLatestCheckpoint() {
        for (int i = 0; i < ATTEMPTS; i++) {
            tiny.attempts().begin(tiny.run.id(), "died-" + i, 0);
        }
        tiny.store.list("runs/").forEach(tiny.store::delete);
        tiny.stoppedAfter(4, tiny.trainer(HERE), "one");
        for (int i = 0; i < ATTEMPTS; i++) {
            tiny.attempts().begin(tiny.run.id(), "died-" + i, 0);
        }

        assertThat(tiny.trainer(HERE).train(tiny.request(), "two", new Cancellation()))
                .isInstanceOf(AttemptEnd.Trained.class);
    }

    @Test
    void statesADivergedRunAtOnce() {
        tiny.run = tiny.diverging();

        assertThat(tiny.trainer(HERE).train(tiny.request(), "one", new Cancellation()))
                .isInstanceOfSatisfying(AttemptEnd.Failed.class, failed -> {
                    assertThat(failed.permanent()).isTrue();
                    assertThat(failed.reason()).doesNotContain("Exception");
                });
    }

    @Test
    void statesAtOnceThatANetworkCannotBe() {
        var known = tiny.run.spec();
        var spec = new RunSpec(
                known.specVersion(),
                new Architecture("cifar-resnet8", 1, null), // whose shortcuts cannot pad
                null,
                null,
                null,
                known.task(),
                known.dataset(),
                known.recipe(),
                List.of(),
                List.of(),
                1,
                null);
        tiny.run = new RequestedRun(spec.id(), spec, null, null, null);

        assertThat(tiny.trainer(HERE).train(tiny.request(), "one", new Cancellation()))
                .isInstanceOfSatisfying(
                        AttemptEnd.Failed.class,
                        failed -> assertThat(failed.permanent()).isTrue());
    }

    @Test
    void aMissingDataSetIsAFaultThatSomebodyMayMendAFewTimes() {
        tiny.store.list("datasets/").forEach(tiny.store::delete);

        for (int i = 1; i <= ATTEMPTS; i++) {
            assertThat(tiny.trainer(HERE).train(tiny.request(), "try-" + i, new Cancellation()))
                    .isInstanceOfSatisfying(
                            AttemptEnd.Failed.class,
                            failed -> assertThat(failed.reason()).contains("fetch or import again"))
                    .extracting(failed -> ((AttemptEnd.Failed) failed).permanent())
                    .isEqualTo(i == ATTEMPTS);
        }
    }
}
