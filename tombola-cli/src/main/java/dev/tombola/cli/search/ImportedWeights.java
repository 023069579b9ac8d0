package dev.tombola.cli.search;

import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of pre-trained weights that a search names. */
final class ImportedWeights {
    private ImportedWeights() {}

    /** Refuses a file without the convolutions that chains prune; what else differs, a transfer starts fresh. */
    static void check(String path, Path file, Network network) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidDocumentException(path + ": no file at " + file);
        }
        try (var weights = Safetensors.open(file)) {
            network.prunable().forEach(parameter -> check(path, file, weights, parameter));
        } catch (InvalidTensorFileException e) {
            throw new InvalidDocumentException(path + ": is not a safetensors file: " + e.getMessage(), e);
        }
    }

    private static void check(String path, Path file, Safetensors weights, Parameter parameter) {
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
