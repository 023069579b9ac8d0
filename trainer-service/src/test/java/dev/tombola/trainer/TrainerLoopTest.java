package dev.tombola.trainer;

import static dev.tombola.trainer.LoopStage.DONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a request that is trained, or cannot be. */
class TrainerLoopTest {
    private final LoopStage stage = new LoopStage();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void publishesTheClaimBeforeItAnswersTheRequest() {
        stage.serveOnce((_, _, _) -> DONE);

        assertThat(stage.answers()).containsExactly("published Trained", "completed");
    }

    @Test
    void renewsTheLeaseEveryThirdOfTheLockWhileItTrains() {
        var loop = stage.loop(new Taking(Duration.ofSeconds(1), DONE));

        stage.tickUntil(loop, "completed");

        // of 0.6 s; it looks round every 0.1 s
        assertThat(stage.happened)
                .containsExactly("renewed", "renewed", "renewed", "renewed", "published Trained", "completed");
    }

    @Test
    void publishesNothingOnceTheLeaseIsLost() {
        stage.lost.set(true);

        stage.serveOnce((_, _, cancellation) -> LoopStage.untilCancelled(cancellation));

        assertThat(stage.answers()).containsExactly("lost");
    }

    @Test
    void aPermanentFailureIsStatedAndDoneWith() {
        stage.serveOnce((_, _, _) -> new AttemptEnd.Failed("no such network", true, 1));

        assertThat(stage.answers()).containsExactly("published Failed", "completed");
    }

    @Test
    void whatMayPassIsGivenBackAfterAWhileAndKeptMeanwhile() {
        var loop = stage.loop(new Taking(Duration.ZERO, new AttemptEnd.Failed("out of memory", false, 1)));

        stage.tickUntil(loop, "released");

        assertThat(stage.happened).startsWith("published Failed", "renewed").endsWith("renewed", "released");
        assertThat(stage.happened.stream().filter("renewed"::equals))
                .as("every 0.2 s, for 5 s")
                .hasSize(25);
    }

    @Test
    void aTrainingThatHangsEndsTheLoopAndWithItTheLease() {
        var loop = stage.loop(new Taking(Duration.ofDays(1), DONE));

        assertThatThrownBy(() -> {
                    while (!stage.happened.contains("completed")) {
                        loop.tick();
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("no step for 6 hours");

        assertThat(stage.answers()).as("nothing is said of the run").isEmpty();
    }
}
