package dev.tombola.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tombola.store.mask.MaskBlob;
import dev.tombola.store.network.Architectures;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.run.Fingerprint;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.ticket.search.Architecture;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.search.Schedule;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.trainer.Cancellation;
import dev.tombola.vision.djl.training.Training;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an early rewinding goes back to, and what it takes along (paper 1.5). */
class RewindingTest {
    private static final Fingerprint HERE = new Fingerprint("engine", "processor", 1, "float32");
    private static final Architecture NETWORK = new Architecture("cifar-resnet8", 4, 2);
    private static final long SEED = 4;

    @TempDir
    private Path cache;

    private final InMemoryObjectStore store = new InMemoryObjectStore();

    @Test
    void theWeightsOfAnEpochAreThoseOfARunThatEndsThere() {
        var dense = trained(dense(3, List.of(1, 2)));

        assertThat(dense.kept()).containsOnlyKeys(1, 2);
        assertThat(dense.kept().get(1)).isEqualTo(trained(dense(1, List.of())).last());
        assertThat(dense.kept().get(2)).isEqualTo(trained(dense(2, List.of())).last());
    }

    @Test
    void aTicketTakesEveryTensorFromTheEpochThatItRewindsTo() {
        // Given
        var dense = trained(dense(2, List.of(1)));
        var early = dense.kept().get(1);
        var mask = everyOther();

        // When
        var ticket = trained(ticket(early, mask));

        // Then
        assertThat(ticket.provenance().loaded())
                .as("classifier and stem too")
                .containsExactlyInAnyOrderElementsOf(dense.provenance().fresh());
        assertThat(ticket.provenance().fresh()).isEmpty();
        assertThat(ticket.provenance().pruned())
                .containsExactlyElementsOf(mask.layout().tensors().stream()
                        .map(MaskLayout.Tensor::name)
                        .toList());
        assertThat(dense.provenance().pruned()).isEmpty();
        assertThat(ticket.remaining()).isCloseTo(1 - mask.sparsity().fraction(), within(1e-9));
    }

    private static Mask everyOther() {
        var layout = Architectures.layout(NETWORK);
        var bits = new BitSet();
        for (int weight = 0; weight < layout.size(); weight += 2) {
            bits.set(weight);
        }
        return Mask.keeping(layout, bits);
    }

    private RequestedRun dense(int epochs, List<Integer> kept) {
        return requested(null, null, null, epochs, kept);
    }

    private RequestedRun ticket(@Nullable ObjectRef weights, Mask mask) {
        var blob = new Blobs(store).write(MaskBlob.deflate(mask));
        return requested(weights, mask.digest(), blob, 1, List.of());
    }

    private RequestedRun requested(
            @Nullable ObjectRef weights,
            @Nullable Digest mask,
            @Nullable ObjectRef blob,
            int epochs,
            List<Integer> kept) {
        var recipe = new Recipe(
                Recipe.Optimizer.SGD,
                .05,
                .9,
                1e-3,
                32,
                epochs,
                null,
                new Schedule.Constant(),
                0.0,
                Recipe.Testing.ONCE,
                true);
        var spec = new RunSpec(
                RunSpec.VERSION,
                NETWORK,
                weights == null ? null : weights.digest(),
                weights == null ? SEED : null,
                mask,
                "fashion-mnist:100",
                TinyRun.publish(store, cache),
                recipe,
                List.of(),
                kept,
                SEED,
                null);
        return new RequestedRun(spec.id(), spec, weights, blob, null);
    }

    private RunResult trained(RequestedRun run) {
        var trainer = new TrainRun(
                TinyRun.TRAINER,
                TinyRun.stores(HERE, store, cache),
                new Training(TinyRun.ENGINE, Duration.ZERO)::run,
                _ -> {},
                Duration.ofDays(1),
                Runnable::run,
                Timepiece.SYSTEM);
        return TinyRun.trained(trainer.train(new TrainingRequested(run, 1), "one", new Cancellation()));
    }
}
