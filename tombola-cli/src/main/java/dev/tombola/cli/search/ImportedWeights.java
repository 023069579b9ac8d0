package dev.tombola.cli.search;

import dev.tombola.cli.weights.Fit;
import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.torch.MissingPartException;
import dev.tombola.store.torch.StateDict;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file of pre-trained weights that a search names.
 *
 * @param path of the pre-training in the search
 * @param part which of the file's networks; null for the usual one
 */
record ImportedWeights(String path, Path file, @Nullable String part) {
    private static final int LISTED = 5;

    /**
     * Refuses a file without the convolutions that chains prune; what else differs, a transfer starts fresh.
     *
     * @return for people: what is taken of it, what is not, and what of the network starts from a seed
     */
    String check(Network network) {
        if (!Files.isRegularFile(file)) {
            throw refused("weights", "no file at " + file);
        }
        try (var weights = StateDict.open(file, part)) {
            network.prunable().forEach(parameter -> check(weights, parameter));
            return "%s.weights: %s: %s\n%s"
                    .formatted(
                            path,
                            file.getFileName(),
                            weights.origin(LISTED),
                            Fit.of(weights, network).text(LISTED).indent(2).stripTrailing());
        } catch (MissingPartException e) {
            throw new InvalidDocumentException(path + ".part: " + e.getMessage(), e);
        } catch (InvalidTensorFileException e) {
            throw new InvalidDocumentException(path + ".weights: is not a file of weights: " + e.getMessage(), e);
        }
    }

    /** Whether all of a head's tensors are there, in these shapes. */
    boolean has(List<Parameter> head) {
        try (var weights = StateDict.open(file, part)) {
            return head.stream()
                    .allMatch(parameter -> weights.find(parameter.name())
                            .filter(found -> found.shape().equals(shape(parameter)))
                            .isPresent());
        }
    }

    private static List<Long> shape(Parameter parameter) {
        return parameter.shape().stream().map(Integer::longValue).toList();
    }

    /** Hands the network over as safetensors under its own names: the file itself where it is that already. */
    <T> T asSafetensors(Function<Path, T> use) {
        try (var weights = StateDict.open(file, part)) {
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

    private void check(StateDict weights, Parameter parameter) {
        var shape = shape(parameter);
        var found = weights.find(parameter.name())
                .orElseThrow(() -> refused(
                        "weights",
                        "%s has no tensor %s %s: is it of another network%s?"
                                .formatted(file, parameter.name(), shape, orInAnotherPart(weights))));
        if (!found.shape().equals(shape) || !found.dtype().isFloating()) {
            throw refused(
                    "weights",
                    "%s has %s as %s %s, not as numbers %s: is it of another network?"
                            .formatted(file, parameter.name(), found.dtype(), found.shape(), shape));
        }
        float[] values = found.toFloats();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw refused(
                        "weights",
                        "%s has %s[%d] = %s: a network with such weights cannot be pruned"
                                .formatted(file, parameter.name(), i, values[i]));
            }
        }
    }

    private static String orInAnotherPart(StateDict weights) {
        return weights.parts().size() == 1
                ? ""
                : ", or in another part of the file, which has " + weights.listedParts();
    }

    private InvalidDocumentException refused(String key, String why) {
        return new InvalidDocumentException("%s.%s: %s".formatted(path, key, why));
    }
}
