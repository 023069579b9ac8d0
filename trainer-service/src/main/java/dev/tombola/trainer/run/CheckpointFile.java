package dev.tombola.trainer.run;

import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.ticket.run.EpochMetrics;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import dev.tombola.vision.djl.training.Checkpoint;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Parameter;
import dev.tombola.vision.network.Weights;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint as safetensors: {@code weights/NAME}, {@code best/NAME}, {@code kept/EPOCH/NAME} and what {@link StateFile}
 * has; what is no tensor is JSON in the metadata, under {@code run}. Equal checkpoints are equal bytes.
 */
final class CheckpointFile {
    private static final String RUN = "run";
    private static final String WEIGHTS = "weights/";
    private static final String BEST = "best/";

    private CheckpointFile() {}

    /** What is no tensor. */
    private record State(
            int step,
            double lossOfEpoch,
            List<EpochMetrics> epochs,
            @Nullable Integer bestEpoch,
            List<Integer> kept) {
        private State {
            epochs = epochs == null ? List.of() : List.copyOf(epochs);
            kept = kept == null ? List.of() : List.copyOf(kept);
        }
    }

    static void write(Path file, Checkpoint checkpoint) {
        var tensors = new ArrayList<TensorView>();
        add(tensors, WEIGHTS, checkpoint.weights());
        StateFile.add(tensors, checkpoint.state());
        var best = checkpoint.best();
        if (best != null) {
            add(tensors, BEST, best.weights());
        }
        checkpoint.kept().forEach((epoch, weights) -> add(tensors, kept(epoch), weights));
        var state = new State(
                checkpoint.step(),
                checkpoint.lossOfEpoch(),
                checkpoint.epochs(),
                best == null ? null : best.epoch(),
                List.copyOf(checkpoint.kept().keySet()));
        Safetensors.write(file, tensors, Map.of(RUN, Json.write(state)));
    }

    /**
     * A checkpoint of a run of this network.
     *
     * @throws InvalidTensorFileException when the file holds something else
     */
    static Checkpoint read(Path file, Network network) {
        try (var tensors = Safetensors.open(file)) {
            var state = state(tensors);
            var kept = new HashMap<Integer, Weights>();
            state.kept().forEach(epoch -> kept.put(epoch, weights(tensors, kept(epoch), network.parameters())));
            return new Checkpoint(
                    state.step(),
                    weights(tensors, WEIGHTS, network.parameters()),
                    StateFile.read(tensors, network),
                    state.lossOfEpoch(),
                    state.epochs(),
                    state.bestEpoch() == null
                            ? null
                            : new Checkpoint.Best(state.bestEpoch(), weights(tensors, BEST, network.parameters())),
                    kept);
        } catch (IllegalArgumentException e) {
            throw new InvalidTensorFileException(file + " is no checkpoint of this run: " + e.getMessage(), e);
        }
    }

    private static State state(Safetensors file) {
        var text = file.metadata().get(RUN);
        if (text == null) {
            throw new InvalidTensorFileException("no checkpoint: its metadata has no entry " + RUN);
        }
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8), State.class);
        } catch (InvalidDocumentException e) {
            throw new InvalidTensorFileException("no checkpoint: " + e.getMessage(), e);
        }
    }

    private static void add(List<TensorView> tensors, String prefix, Weights weights) {
        for (var parameter : weights.parameters()) {
            tensors.add(TensorView.of(
                    prefix + parameter.name(),
                    weights.values(parameter.name()),
                    parameter.shape().stream().mapToLong(Integer::longValue).toArray()));
        }
    }

    private static Weights weights(Safetensors file, String prefix, List<Parameter> parameters) {
        return Weights.of(
                parameters, parameter -> file.tensor(prefix + parameter.name()).toFloats());
    }

    private static String kept(int epoch) {
        return "kept/" + epoch + "/";
    }
}
