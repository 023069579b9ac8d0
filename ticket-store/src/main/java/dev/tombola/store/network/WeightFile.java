package dev.tombola.store.network;

import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.network.Weights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A network's weights as safetensors, under the names of PyTorch's state dict. */
public final class WeightFile {
    private WeightFile() {}

    /** Equal bytes for equal weights. */
    public static byte[] write(Weights weights, Map<String, String> metadata) {
        var tensors = weights.parameters().stream()
                .map(parameter -> TensorView.of(
                        parameter.name(),
                        weights.values(parameter.name()),
                        parameter.shape().stream().mapToLong(Integer::longValue).toArray()))
                .toList();
        var out = new ByteArrayOutputStream();
        try {
            Safetensors.write(out, tensors, metadata);
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer cannot fail", e);
        }
        return out.toByteArray();
    }

    /**
     * How the input of imported weights is prepared, where the file says ({@code mean} and {@code std} in its metadata).
     *
     * @throws InvalidTensorFileException when what it says are no numbers
     */
    public static Optional<Normalisation> normalisation(Safetensors file) {
        var mean = file.metadata().get("mean");
        var std = file.metadata().get("std");
        return mean == null || std == null
                ? Optional.empty()
                : Optional.of(new Normalisation(numbers(mean), numbers(std)));
    }

    private static List<Double> numbers(String commaSeparated) {
        try {
            return Arrays.stream(commaSeparated.split(",", -1))
                    .map(String::strip)
                    .map(Double::valueOf)
                    .toList();
        } catch (NumberFormatException e) {
            throw new InvalidTensorFileException(
                    "the weights' metadata mean and std are not numbers: " + commaSeparated, e);
        }
    }

    /** Every floating-point tensor of a file by its name; others, such as a count of batches, are left out. */
    public static Map<String, TensorView> floats(Safetensors file) {
        var tensors = new LinkedHashMap<String, TensorView>();
        for (var tensor : file.tensors()) {
            switch (tensor.dtype()) {
                case F32, F16, BF16, F64 -> tensors.put(tensor.name(), tensor);
                case BOOL, U8, I8, I16, U16, I32, U32, I64, U64 -> {}
            }
        }
        return tensors;
    }
}
