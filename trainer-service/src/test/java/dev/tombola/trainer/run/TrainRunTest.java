package dev.tombola.trainer.run;

import static dev.tombola.trainer.run.TinyRun.HERE;
import static dev.tombola.trainer.run.TinyRun.STEPS;
import static dev.tombola.trainer.run.TinyRun.read;
import static dev.tombola.trainer.run.TinyRun.trained;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.event.TrainingProgressed;
import dev.tombola.ticket.run.Stretch;
import dev.tombola.trainer.AttemptEnd;
import dev.tombola.trainer.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of ten steps, from its request to its result. */
class TrainRunTest {
    @TempDir
    private static Path cache;

    private final TinyRun tiny = new TinyRun(cache);

    @Test
    void trainsOnceAndClaimsTheSameResultAfterwards() {
        var first = trained(tiny.trainer(HERE).train(tiny.request(), "one", new Cancellation()));
        int said = tiny.progress.size();

        var second = trained(tiny.trainer(HERE).train(tiny.request(), "two", new Cancellation()));

        assertThat(second).isEqualTo(first);
        assertThat(tiny.progress).hasSize(said);
        assertThat(first.provenance().stretches())
                .extracting(Stretch::attempt, Stretch::from, Stretch::to)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("one", 0, STEPS));
    }

    @Test
    void writesNothingOnceItIsAbandoned() {
        var cancellation = new Cancellation();

        var attempt = tiny.trainer(HERE, Duration.ofDays(1), step -> {
                    if (step == 3) {
                        cancellation.abandon();
                    }
                })
                .train(tiny.request(), "one", cancellation);

        assertThat(attempt).isInstanceOf(AttemptEnd.Stopped.class);
        assertThat(tiny.store.list("runs/")).isEmpty();
    }

    @Test
    void stopsAtTheNextCheckpointWhereAnotherHasFinishedMeanwhile() {
        // Given
        var other = new InMemoryObjectStore();
        tiny.publish(other);
        trained(tiny.trainer(HERE, Duration.ofDays(1), _ -> {}, other)
                .train(tiny.request(), "other", new Cancellation()));
        Consumer<Integer> finishing = step -> {
            if (step == 3) {
                other.list("").forEach(key -> tiny.store.write(key, read(other, key)));
            }
        };

        // When
        var attempt = tiny.trainer(HERE, Duration.ZERO, finishing).train(tiny.request(), "one", new Cancellation());

        // Then
        assertThat(attempt).isInstanceOf(AttemptEnd.Stopped.class);
        assertThat(tiny.progress)
                .filteredOn(said -> "one".equals(said.attempt()))
                .extracting(TrainingProgressed::step)
                .doesNotContain(STEPS);
        assertThat(tiny.store.list("runs/")).as("what the other left").isEqualTo(other.list("runs/"));
    }

    @Test
    void sweepsWhatKilledTrainersLeftOnTheDiskADayAgo(@TempDir Path disk) throws IOException {
        // Given
        var old = List.of(
                Files.createFile(disk.resolve("checkpoint-1")), Files.createFile(disk.resolve(".fetch-1.part")));
        for (var leftover : old) {
            Files.setLastModifiedTime(leftover, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        }
        var busy = Files.createFile(disk.resolve("checkpoint-2"));

        // When
        trained(tiny.trainer(HERE, Duration.ofDays(1), _ -> {}, tiny.store, disk)
                .train(tiny.request(), "one", new Cancellation()));

        // Then
        assertThat(old).noneMatch(Files::exists);
        assertThat(busy).exists();
    }
}
