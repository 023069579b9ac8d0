package dev.tombola.cli.ticket;

import dev.tombola.store.network.Architectures;
import dev.tombola.store.network.WeightFile;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.ticket.Mask;
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
import java.util.Map;

/** A ticket before any fine-tuning as an ONNX model: the weights that it rewinds to, those that its mask removes being zero. */
record OnnxTicket(Search search, String chain) {
    void write(Safetensors weights, Mask mask, Path target) {
        var images = images();
        var network = network(weights, images);
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

    /** Those of the pre-training; where its weights come from a file and nothing is said, those of the first task. */
    private DataSet images() {
        var pretraining = search.pretrainings().get(search.pretraining(search.chain(chain)));
        var task = pretraining == null || pretraining.task() == null
                ? search.tasks().values().iterator().next().task()
                : pretraining.task();
        return TaskName.parse(task).dataSet();
    }

    /** With as many classes as the weights have. */
    private Network network(Safetensors weights, DataSet images) {
        int channels = images.shape().channels();
        var head = Architectures.network(search.network(), channels, images.classes())
                .head()
                .getFirst();
        return Architectures.network(
                search.network(),
                channels,
                Math.toIntExact(weights.tensor(head).shape().getFirst()));
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
