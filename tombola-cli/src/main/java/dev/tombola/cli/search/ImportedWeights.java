package dev.tombola.cli.search;

import dev.tombola.cli.weights.Fit;
import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.StateDict;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** A file of pre-trained weights that a search names. */
final class ImportedWeights {
    private static final int LISTED = 3;

    private ImportedWeights() {}

    /**
     * Refuses a file without the convolutions that chains prune; what else differs, a transfer starts fresh.
     *
     * @return what is taken of it and what is not, in one line
     */
    static String check(String path, Path file, Network network) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidDocumentException(path + ": no file at " + file);
        }
        try (var weights = StateDict.open(file)) {
            network.prunable().forEach(parameter -> check(path, file, weights, parameter));
            var fit = Fit.of(weights, network);
            return "%s: %s: %s; %d of %d tensors of %s are loaded, but for those that a transfer starts afresh"
                    .formatted(
                            path,
                            file.getFileName(),
                            weights.origin(LISTED),
                            fit.loaded().size(),
                            network.parameters().size(),
                            network.name());
        } catch (InvalidTensorFileException e) {
            throw new InvalidDocumentException(path + ": is not a file of weights: " + e.getMessage(), e);
        }
    }

    /** Hands the network over as safetensors under its own names: the file itself where it is that already. */
    static <T> T asSafetensors(Path file, Function<Path, T> use) {
        try (var weights = StateDict.open(file)) {
            return weights.isPlain() ? use.apply(file) : converted(weights, use);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T converted(StateDict weights, Function<Path, T> use) throws IOException {
        var folder = Files.createTempDirectory("tombola-weights-");
        var file = folder.resolve("weights.safetensors");
        try {
            Safetensors.write(file, weights.tensors(), weights.metadata());
            return use.apply(file);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static void check(String path, Path file, StateDict weights, Parameter parameter) {
        var shape = parameter.shape().stream().map(Integer::longValue).toList();
        var found = weights.find(parameter.name())
                .orElseThrow(() -> new InvalidDocumentException("%s: %s has no tensor %s %s: is it of another network?"
                        .formatted(path, file, parameter.name(), shape)));
        if (!found.shape().equals(shape) || !found.dtype().isFloating()) {
            throw new InvalidDocumentException("%s: %s has %s as %s %s, not as numbers %s: is it of another network?"
                    .formatted(path, file, parameter.name(), found.dtype(), found.shape(), shape));
        }
        float[] values = found.toFloats();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new InvalidDocumentException(
                        "%s: %s has %s[%d] = %s: a network with such weights cannot be pruned"
                                .formatted(path, file, parameter.name(), i, values[i]));
            }
        }
    }
}
