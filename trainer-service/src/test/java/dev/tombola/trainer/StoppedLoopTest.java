package dev.tombola.trainer;

import static dev.tombola.trainer.LoopStage.DONE;
import static dev.tombola.trainer.LoopStage.PATIENCE;
import static dev.tombola.trainer.LoopStage.TIME_TO_STOP;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a request that nobody wants any more, or whose trainer has to stop. */
class StoppedLoopTest {
    private final LoopStage stage = new LoopStage();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void aWithdrawnRequestIsNotTrained() {
        stage.withdrawn.set(true);

        stage.serveOnce((_, _, _) -> {
            throw new AssertionError("nobody wants this");
        });

        assertThat(stage.answers()).containsExactly("completed");
    }

    @Test
    void aRunThatIsWithdrawnStopsAndIsDoneWith() {
        stage.serveOnce((_, _, cancellation) -> {
            stage.withdrawn.set(true);
            return LoopStage.untilCancelled(cancellation);
        });

        assertThat(stage.answers()).containsExactly("completed");
    }

    @Test
    void givesTheRequestBackWhenItHasToStop() throws InterruptedException {
        // Given
        var begun = new CountDownLatch(1);
        var loop = stage.loop((_, _, cancellation) -> {
            begun.countDown();
            return LoopStage.untilCancelled(cancellation);
        });
        var thread = Thread.ofPlatform().start(loop);
        begun.await();

        // When
        loop.stop();

        // Then
        assertThat(thread.join(PATIENCE)).isTrue();
        assertThat(stage.answers()).containsExactly("released", "published Released");
    }

    @Test
    void givesTheRequestBackWithoutItsLastStepsOnceTheTimeToStopIsOver() {
        // Given
        var worker = new Taking(Duration.ofDays(1), DONE);
        var loop = stage.loop(worker);
        loop.tick();
        var told = worker.instant();

        // When
        loop.stop();
        stage.tickUntil(loop, "released");

        // Then
        assertThat(worker.instant())
                .as("it looks round every 0.1 s")
                .isBetween(told.plus(TIME_TO_STOP), told.plus(TIME_TO_STOP).plusMillis(200));
        assertThat(stage.answers())
                .as("and keeps its lease till then")
                .containsExactly("released", "published Released");
        assertThat(stage.happened).contains("renewed");
        loop.tick();
        loop.tick();
        assertThat(loop.hasEnded()).isTrue();
    }

    @Test
    void saysNothingOfARequestThatItCouldNotGiveBack() {
        // Given
        var loop = stage.loop(new Taking(Duration.ofMillis(150), new AttemptEnd.Stopped()));
        loop.tick();
        stage.lost.set(true);

        // When
        loop.stop();
        stage.tickUntil(loop, "released");

        // Then
        assertThat(stage.happened).containsExactly("released");
    }
}
