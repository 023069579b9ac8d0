package dev.tombola.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class WorkerThreadTest {
    @Test
    void whatTrainingThrowsMayPass() {
        RunTraining broken = (_, _, _) -> {
            throw new IllegalStateException("out of memory");
        };

        try (var executor = Executors.newSingleThreadExecutor()) {
            var work = new WorkerThread(broken, executor).begin(LoopStage.REQUEST, "attempt", new Cancellation());

            assertThat(work.await(LoopStage.PATIENCE)).isTrue();
            assertThat(work.attempt())
                    .isEqualTo(new AttemptEnd.Failed("java.lang.IllegalStateException: out of memory", false, 0));
        }
    }
}
