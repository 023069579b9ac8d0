package dev.tombola.trainer.run;

import static dev.tombola.trainer.run.TinyRun.ELSEWHERE;
import static dev.tombola.trainer.run.TinyRun.HERE;
import static dev.tombola.trainer.run.TinyRun.read;
import static dev.tombola.trainer.run.TinyRun.trained;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.SavedCheckpoint;
import dev.tombola.ticket.run.Stretch;
import dev.tombola.ticket.search.Resume;
import dev.tombola.trainer.AttemptEnd;
import dev.tombola.trainer.Cancellation;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run, by trainers that share nothing but the store. */
class ResumedRunTest {
    @TempDir
    private static Path cache;

    private final TinyRun tiny = new TinyRun(cache);

    @Test
    void anotherTrainerGoesOnWhereOneStoppedAndComesToTheSameBytes() {
        // Given
        var uninterrupted = tiny.elsewhereUninterrupted();

        // When
        assertThat(tiny.stoppedAfter(4, tiny.trainer(HERE), "one")).isInstanceOf(AttemptEnd.Stopped.class);
        assertThat(tiny.stoppedAfter(7, tiny.trainer(HERE), "two")).isInstanceOf(AttemptEnd.Stopped.class);
        var result = trained(tiny.trainer(HERE).train(tiny.request(), "three", new Cancellation()));

        // Then
        assertThat(result.last()).isEqualTo(uninterrupted.last());
        assertThat(result.best()).isEqualTo(uninterrupted.best());
        assertThat(result.onnx()).isEqualTo(uninterrupted.onnx());
        assertThat(result.test()).isEqualTo(uninterrupted.test());
        assertThat(result.epochs()).isEqualTo(uninterrupted.epochs());
        assertThat(result.provenance().stretches())
                .extracting(stretch -> stretch.attempt() + ": " + stretch.from() + " to " + stretch.to())
                .containsExactly("one: 0 to 4", "two: 4 to 7", "three: 7 to 10");
        assertThat(tiny.store.list("runs/" + tiny.run.id() + "/checkpoints/")).isEmpty();
    }

    @Test
    void keepsTheLatestTwoCheckpointsAndCountsNoAttemptThatWasStopped() {
        tiny.stoppedAfter(6, tiny.trainer(HERE), "one");

        assertThat(tiny.manifests()).hasSizeBetween(1, 2);
        assertThat(tiny.manifests().getLast().step()).isEqualTo(6);
        assertThat(tiny.store.list("runs/" + tiny.run.id() + "/attempts/")).isEmpty();
    }

    @Test
    void passesOverDamagedCheckpoints() {
        // Given
        var uninterrupted = tiny.elsewhereUninterrupted();
        tiny.stoppedAfter(4, tiny.trainer(HERE), "one");
        tiny.store.list("runs/" + tiny.run.id() + "/checkpoints/").stream()
                .filter(key -> key.endsWith("state.safetensors"))
                .forEach(key ->
                        tiny.store.write(key, Arrays.copyOf(read(tiny.store, key), read(tiny.store, key).length - 1)));

        // When
        var result = trained(tiny.trainer(HERE).train(tiny.request(), "two", new Cancellation()));

        // Then
        assertThat(result.last()).isEqualTo(uninterrupted.last());
        assertThat(result.provenance().stretches()).extracting(Stretch::from).containsExactly(0);
    }

    @Test
    void leavesCheckpointsOfOtherProcessorsAloneUnlessTheSearchAllowsThem() {
        tiny.stoppedAfter(4, tiny.trainer(ELSEWHERE), "one");

        tiny.stoppedAfter(2, tiny.trainer(HERE), "two");
        assertThat(tiny.manifests()).extracting(SavedCheckpoint::fingerprint).contains(HERE, ELSEWHERE);
        tiny.store.list("runs/" + tiny.run.id() + "/checkpoints/2").forEach(tiny.store::delete);
        tiny.store.list("runs/" + tiny.run.id() + "/checkpoints/1").forEach(tiny.store::delete);
        tiny.run = new RequestedRun(tiny.run.id(), tiny.run.spec(), null, null, Resume.ANY_FINGERPRINT);
        var result = trained(tiny.trainer(HERE).train(tiny.request(), "three", new Cancellation()));

        assertThat(result.provenance().stretches())
                .extracting(Stretch::fingerprint)
                .containsExactly(ELSEWHERE, HERE);
    }
}
