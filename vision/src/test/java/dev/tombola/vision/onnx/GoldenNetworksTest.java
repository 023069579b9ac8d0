package dev.tombola.vision.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tombola.vision.FormulaTensors;
import dev.tombola.vision.TestFolders;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Networks;
import dev.tombola.vision.network.Parameter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our networks, emitted and run by ONNX Runtime, against PyTorch's logits. */
class GoldenNetworksTest {
    static Stream<String> names() {
        return Stream.of(
                "cifar-resnet20",
                "cifar-resnet56",
                "resnet18",
                "resnet50",
                "small-stem resnet18",
                "small-stem resnet50",
                "small-stem resnet152",
                "small-stem 1-channel resnet18");
    }

    @ParameterizedTest
    @MethodSource("names")
    void agreesWithPyTorch(String name) throws Exception {
        for (Path folder : TestFolders.golden()) {
            var golden = golden(folder, name);
            var network = network(golden, name);
            var tensors = new FormulaTensors(golden.get("seed").longValue());
            int height = golden.get("input").get(2).intValue();
            long[] shape = {2, network.channels(), height, height};
            var none = Collections.nCopies(network.channels(), 0.0);
            var unit = Collections.nCopies(network.channels(), 1.0);

            var model = OnnxEmitter.emit(network, tensors.of(network), height, height, new Normalisation(none, unit));

            int size = (int) (shape[0] * shape[1] * shape[2] * shape[3]);
            try (var session = new OnnxModel(model)) {
                var logits = session.logits(tensors.uniform("input", size), shape);
                assertClose(logits, golden.get("logits"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void countsAndNamesTensorsAsPyTorchDoes(String name) throws Exception {
        for (Path folder : TestFolders.golden()) {
            var golden = golden(folder, name);
            var network = network(golden, name);

            assertThat(size(network.prunable().stream()))
                    .isEqualTo(golden.get("prunable").intValue());
            assertThat(size(network.parameters().stream().filter(p -> p.kind().trainable())))
                    .isEqualTo(golden.get("parameters").intValue());
            if (golden.get("names").isArray()) {
                assertThat(network.parameters()).extracting(Parameter::name).isEqualTo(strings(golden.get("names")));
            }
        }
    }

    private static Network network(JsonNode golden, String name) {
        return Networks.named(
                name.replace("1-channel ", "").replace(' ', '-'),
                Map.of(),
                golden.get("input").get(1).intValue(),
                golden.get("classes").intValue());
    }

    private static JsonNode golden(Path folder, String name) throws Exception {
        var networks =
                new ObjectMapper().readTree(folder.resolve("networks.json").toFile());
        return StreamSupport.stream(networks.spliterator(), false)
                .filter(network -> network.get("network").textValue().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Within 1e-4 of the largest logit. */
    private static void assertClose(float[][] logits, JsonNode golden) {
        double largest = 0;
        for (JsonNode row : golden) {
            for (JsonNode logit : row) {
                largest = Math.max(largest, Math.abs(logit.doubleValue()));
            }
        }
        for (int i = 0; i < golden.size(); i++) {
            for (int j = 0; j < golden.get(i).size(); j++) {
                assertThat((double) logits[i][j]).isCloseTo(golden.get(i).get(j).doubleValue(), within(1e-4 * largest));
            }
        }
    }

    private static int size(Stream<Parameter> parameters) {
        return parameters.mapToInt(Parameter::size).sum();
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }
}
