package dev.tombola.vision.djl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tombola.vision.FormulaTensors;
import dev.tombola.vision.batch.ChannelOrder;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DjlNetworkTest {
    private static final TorchEngine ENGINE = TorchEngine.start("cpu", 1);

    @ParameterizedTest
    @EnumSource
    void agreesWithPyTorch(ChannelOrder layout) throws IOException {
        for (var golden : Golden.entries("networks.json")) {
            assertAgrees(golden, layout);
        }
    }

    private static void assertAgrees(JsonNode golden, ChannelOrder layout) {
        int batch = golden.get("input").get(0).intValue();
        int channels = golden.get("input").get(1).intValue();
        int side = golden.get("input").get(2).intValue();
        var tensors = new FormulaTensors(golden.get("seed").longValue());
        var network = Golden.network(golden, channels, golden.get("classes").intValue());
        var input = Golden.input(tensors, "input", batch, channels, side, layout);

        try (var emitted = new DjlNetwork(network, tensors.of(network), ENGINE.with(layout));
                var scope = ENGINE.memory()) {
            var logits = emitted.evaluate(emitted.images(input, side, side, scope))
                    .get(":, :" + golden.get("logits").get(0).size());

            Golden.assertLogits(logits.toFloatArray(), golden, "logits", 1e-4);
        }
    }
}
