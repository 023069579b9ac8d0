package dev.tombola.cli.mask;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.store.torch.StateDict;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.vision.network.Networks;
import dev.tombola.vision.network.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which tensors of a file a mask is of, and in which order. */
final class Layouts {
    private static final String STEM = "conv1.weight";
    private static final String MASK = "_mask";
    private static final int CONVOLUTION_SIDES = 4;

    /** UTF-8 sorts as code points do. */
    private static final Comparator<TensorView> BY_CODE_POINT =
            Comparator.comparing(tensor -> tensor.name().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private Layouts() {}

    /** Of a network that nobody knows: every tensor of four sides but the stem, by name. */
    static MaskLayout convolutions(StateDict file) {
        return of(
                file.tensors().stream()
                        .filter(tensor -> tensor.shape().size() == CONVOLUTION_SIDES)
                        .filter(tensor ->
                                tensor.dtype().isFloating() && !tensor.name().equals(STEM))
                        .sorted(BY_CODE_POINT),
                "no convolution to prune: no floating-point tensor of four sides but " + STEM);
    }

    /** Of a network by its name, in the order of its definition; its width is the file's. */
    static MaskLayout network(StateDict file, String name) {
        var network = Networks.named(name, Map.of(), 3, 10);
        return of(network.prunable().stream().map(Parameter::name).map(file::tensor), "no tensor");
    }

    /** Of a file of masks, in its own order. */
    static MaskLayout masks(List<TensorView> tensors) {
        return of(
                tensors.stream()
                        .filter(tensor -> tensor.name().endsWith(MASK))
                        .map(tensor -> tensor.named(
                                tensor.name().substring(0, tensor.name().length() - MASK.length()))),
                "no tensor NAME.weight_mask: tombola mask prune makes such a file of one with weights");
    }

    /** The same tensors in the order of a network's definition. */
    static MaskLayout inOrderOf(String name, MaskLayout layout) {
        var byName = layout.tensors().stream().collect(Collectors.toMap(MaskLayout.Tensor::name, Function.identity()));
        var ordered = Networks.named(name, Map.of(), 3, 10).prunable().stream()
                .map(parameter -> {
                    var tensor = byName.remove(parameter.name());
                    if (tensor == null) {
                        throw new CommandFailedException(
                                "%s has %s, of which there is no mask".formatted(name, parameter.name()));
                    }
                    return tensor;
                })
                .toList();
        if (!byName.isEmpty()) {
            throw new CommandFailedException("%s has no %s to prune"
                    .formatted(name, byName.keySet().iterator().next()));
        }
        return new MaskLayout(ordered);
    }

    private static MaskLayout of(Stream<TensorView> tensors, String none) {
        List<MaskLayout.Tensor> layout = tensors.map(tensor -> new MaskLayout.Tensor(
                        tensor.name(),
                        tensor.shape().stream().map(Math::toIntExact).toList()))
                .toList();
        if (layout.isEmpty()) {
            throw new CommandFailedException("the file has " + none);
        }
        return new MaskLayout(layout);
    }
}
