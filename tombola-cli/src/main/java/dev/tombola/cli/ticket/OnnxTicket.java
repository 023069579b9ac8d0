package dev.tombola.cli.ticket;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.store.network.Architectures;
import dev.tombola.store.network.WeightFile;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.search.DownstreamTask;
import dev.tombola.ticket.search.Pretraining;
import dev.tombola.ticket.search.Search;
import dev.tombola.vision.data.DataSet;
import dev.tombola.vision.data.TaskName;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.onnx.OnnxEmitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A ticket before any fine-tuning as an ONNX model: the weights that it rewinds to, those that its mask removes being zero.
 * Where they do not classify, it gives the features.
 */
record OnnxTicket(Search search, String chain) {
    void write(Safetensors weights, Mask mask, Path target) {
        var shapes = weights.tensors().stream().collect(Collectors.toMap(TensorView::name, TensorView::shape));
        var images = images(shapes);
        var network = network(shapes, images);
        var model = OnnxEmitter.emit(
                network,
                masked(network, weights, mask),
                images.shape().height(),
                images.shape().width(),
                WeightFile.normalisation(weights)
                        .filter(own -> own.channels() == network.channels())
                        .orElseGet(images::normalisation));
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            Files.write(target, model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of the pre-training, else of the first task whose images have as many channels as the weights' stem. */
    private DataSet images(Map<String, List<Long>> shapes) {
        var pretraining = search.pretrainings().get(search.pretraining(search.chain(chain)));
        String stem = Architectures.network(search.network(), 1, 1).stem();
        return Stream.concat(
                        Stream.ofNullable(pretraining).map(Pretraining::task),
                        search.tasks().values().stream().map(DownstreamTask::task))
                .filter(Objects::nonNull)
                .map(task -> TaskName.parse(task).dataSet())
                .filter(images -> reads(shapes.get(stem), images))
                .findFirst()
                .orElseThrow(() ->
                        new CommandFailedException("the weights' %s is %s, and no task of the search has images for it"
                                .formatted(stem, shapes.get(stem))));
    }

    private static boolean reads(@Nullable List<Long> stem, DataSet images) {
        return stem != null && stem.size() > 1 && stem.get(1) == images.shape().channels();
    }

    /** With the head that the weights have: a classifier's, a projection's, or none. */
    private Network network(Map<String, List<Long>> shapes, DataSet images) {
        var classifier = Architectures.network(search.network(), images.shape().channels(), images.classes());
        var headed = Architectures.headed(classifier, shapes);
        return shapes.keySet().containsAll(headed.head()) ? headed : classifier.headless();
    }

    private static Weights masked(Network network, Safetensors weights, Mask mask) {
        Map<String, float[]> values = new HashMap<>();
        WeightFile.floats(weights).forEach((name, tensor) -> values.put(name, tensor.toFloats()));
        int at = 0;
        for (var tensor : mask.layout().tensors()) {
            float[] own = values.getOrDefault(tensor.name(), new float[0]);
            for (int i = 0; i < own.length; i++) {
                own[i] = mask.keeps(at + i) ? own[i] : 0;
            }
            at += tensor.size();
        }
        return Weights.of(network, values);
    }
}
