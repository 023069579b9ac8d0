package dev.tombola.trainer.run;

import static dev.tombola.trainer.run.TinyRun.HERE;
import static dev.tombola.trainer.run.TinyRun.trained;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.store.mask.MaskBlob;
import dev.tombola.store.network.Architectures;
import dev.tombola.testkit.EndlessObject;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.SavedCheckpoint;
import dev.tombola.ticket.run.Stretch;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.store.SizeLimit;
import dev.tombola.ticket.wire.Json;
import dev.tombola.trainer.AttemptEnd;
import dev.tombola.trainer.Cancellation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that were damaged, or that no run of this kind can have. */
class UntrustedObjectsTest {
    @TempDir
    private static Path cache;

    private final TinyRun tiny = new TinyRun(cache);

    @Test
    void trainsAnewWhatWasDamagedInTheStore() {
        var first = trained(tiny.trainer(HERE).train(tiny.request(), "one", new Cancellation()));
        tiny.store.write(first.best().key(), new byte[] {1});

        var second = trained(tiny.trainer(HERE).train(tiny.request(), "two", new Cancellation()));

        assertThat(second.best()).isEqualTo(first.best());
        assertThat(new Blobs(tiny.store).verify(first.best())).isTrue();
        assertThat(second.provenance().stretches()).extracting(Stretch::attempt).containsExactly("two");
    }

    @Test
    void readsNoWeightsThatNoSuchNetworkCanHave() {
        // Given
        var giant = new ObjectRef(Digest.of(new byte[] {1}), EndlessObject.SIZE);
        var spec = TinyRun.with(tiny.run.spec(), giant.digest(), null);
        var endless = new EndlessObject(tiny.store, giant.key());

        // When
        var attempt = tiny.trainer(HERE, Duration.ZERO, _ -> {}, endless)
                .train(
                        new TrainingRequested(new RequestedRun(spec.id(), spec, giant, null, null), 1),
                        "one",
                        new Cancellation());

        // Then
        assertThat(attempt)
                .isInstanceOfSatisfying(
                        AttemptEnd.Failed.class,
                        failed -> assertThat(failed)
                                .returns(true, AttemptEnd.Failed::permanent)
                                .extracting(AttemptEnd.Failed::reason)
                                .asString()
                                .contains(" has 3221225472 bytes or more, and weights to start from of "));
        assertThat(endless.taken()).isZero();
    }

    @Test
    void takesNoResultOrCheckpointThatNoSuchRunCanHave() {
        // Given
        tiny.stoppedAfter(4, tiny.trainer(HERE), "one");
        var saved = tiny.manifests().getLast();
        var place = tiny.store.list("runs/" + tiny.run.id() + "/checkpoints/").stream()
                .filter(key -> key.endsWith("/" + "checkpoint.json"))
                .toList()
                .getLast()
                .replace("checkpoint.json", "");
        tiny.store.write(
                place + "checkpoint.json",
                Json.write(new SavedCheckpoint(
                                saved.run(),
                                saved.step(),
                                saved.fingerprint(),
                                saved.stretches(),
                                new ObjectRef(saved.state().digest(), EndlessObject.SIZE)))
                        .getBytes(UTF_8));
        var state = new EndlessObject(tiny.store, place + "state.safetensors");
        var result = new EndlessObject(state, "runs/" + tiny.run.id() + "/result.json");

        // When
        var attempt = tiny.trainer(HERE, Duration.ofDays(1), _ -> {}, result)
                .train(tiny.request(), "two", new Cancellation());

        // Then
        assertThat(trained(attempt).last())
                .isEqualTo(tiny.elsewhereUninterrupted().last());
        assertThat(state.taken()).isZero();
        assertThat(result.taken()).isEqualTo(SizeLimit.DOCUMENT.bytes() + 1);
    }

    /** The run itself is in order: what it is asked for with is not. */
    @Test
    void refusesARequestWithAnotherMaskThanItsSpecs() {
        // Given
        var layout = Architectures.layout(tiny.run.spec().network());
        var pruned = Mask.keeping(layout, new BitSet());
        var spec = TinyRun.with(tiny.run.spec(), null, Mask.dense(layout).digest());

        var forged =
                new RequestedRun(spec.id(), spec, null, new Blobs(tiny.store).write(MaskBlob.deflate(pruned)), null);

        // When
        var attempt = tiny.trainer(HERE).train(new TrainingRequested(forged, 1), "one", new Cancellation());

        // Then
        assertThat(attempt)
                .isInstanceOfSatisfying(
                        AttemptEnd.Refused.class,
                        refused -> assertThat(refused.reason())
                                .isEqualTo("its mask is %s, not %s, which its spec names"
                                        .formatted(
                                                pruned.digest().brief(),
                                                Mask.dense(layout).digest().brief())));
        assertThat(tiny.store.list("runs/")).as("the run has no part in it").isEmpty();
    }
}
