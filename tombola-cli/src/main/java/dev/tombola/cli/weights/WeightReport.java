package dev.tombola.cli.weights;

import dev.tombola.cli.report.Tables;
import dev.tombola.store.tensor.DType;
import dev.tombola.store.torch.StateDict;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file of weights holds.
 *
 * @param part the dictionary that was taken; empty for the outermost one
 * @param prefix what was taken off the tensors' names
 * @param parts what can be taken in its place, with the number of its tensors
 * @param leftOut the file's tensors that are not the network's
 * @param others what is no tensor
 * @param fit into a network, where one was asked for
 */
record WeightReport(
        String file,
        StateDict.Format format,
        String part,
        String prefix,
        Map<String, Integer> parts,
        List<Tensor> tensors,
        List<String> leftOut,
        List<String> others,
        @Nullable Fit fit) {
    WeightReport {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
        tensors = List.copyOf(tensors);
        leftOut = List.copyOf(leftOut);
        others = List.copyOf(others);
    }

    /** One tensor under the network's own name for it. */
    record Tensor(String name, DType type, List<Long> shape) {}

    static WeightReport of(Path file, StateDict weights, @Nullable Fit fit) {
        return new WeightReport(
                file.toString(),
                weights.format(),
                weights.part(),
                weights.prefix(),
                weights.parts(),
                weights.tensors().stream()
                        .map(tensor -> new Tensor(tensor.name(), tensor.dtype(), tensor.shape()))
                        .toList(),
                weights.leftOut(),
                weights.others(),
                fit);
    }

    String table() {
        return Tables.of(
                List.of("tensor", "type", "shape"),
                2,
                tensors.stream()
                        .map(tensor -> List.of(tensor.name(), tensor.type().name(), Fit.text(tensor.shape())))
                        .toList());
    }
}
