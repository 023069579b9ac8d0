package dev.tombola.vision.djl.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tombola.ticket.search.Objective.Form;
import dev.tombola.vision.FormulaTensors;
import dev.tombola.vision.TestFolders;
import dev.tombola.vision.djl.TorchEngine;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Losses and gradients of what is learned without labels, beside PyTorch's and by hand. */
class ObjectivesTest {
    private static final TorchEngine ENGINE = TorchEngine.start("cpu", 1);

    private final NDManager memory = ENGINE.memory();

    @AfterEach
    void free() {
        memory.close();
    }

    @Test
    void ntXentIsPyTorchs() throws IOException {
        for (var folder : TestFolders.golden()) {
            var golden = new ObjectMapper()
                    .readTree(folder.resolve("self-supervised.json").toFile());
            var tensors = new FormulaTensors(golden.get("seed").longValue());
            for (var entry : golden.get("ntxent")) {
                assertNtXent(entry, tensors);
            }
        }
    }

    private void assertNtXent(JsonNode golden, FormulaTensors tensors) {
        int images = golden.get("images").intValue();
        int dimensions = golden.get("dim").intValue();
        double temperature = golden.get("temperature").doubleValue();
        var views = halves(tensors.uniform("views" + images, 2 * images * dimensions), images, dimensions);
        views.setRequiresGradient(true);

        double standard = backward(views, leaf -> NtXent.of(leaf, temperature, Form.STANDARD));
        double form = NtXent.of(views, temperature, Form.LOG_OF_MEAN).getFloat();

        assertThat(standard).isCloseTo(golden.get("standard").doubleValue(), within(1e-5));
        assertThat(form)
                .isCloseTo(golden.get("reference code (-log of the mean)").doubleValue(), within(1e-5));
        assertRow(views.getGradient().toFloatArray(), golden.get("gradient of standard, row 0"));
    }

    @Test
    void infoNceIsPyTorchs() throws IOException {
        for (var folder : TestFolders.golden()) {
            var golden = new ObjectMapper()
                    .readTree(folder.resolve("self-supervised.json").toFile());
            var tensors = new FormulaTensors(golden.get("seed").longValue());
            for (var entry : golden.get("moco")) {
                assertInfoNce(entry, tensors);
            }
        }
    }

    private void assertInfoNce(JsonNode golden, FormulaTensors tensors) {
        int batch = golden.get("batch").intValue();
        int dimensions = golden.get("dim").intValue();
        int size = golden.get("queue").intValue();
        var query = array(tensors.uniform("query", batch * dimensions), batch, dimensions);
        var key = array(tensors.uniform("key", batch * dimensions), batch, dimensions)
                .normalize(2, 1);
        var queue = array(tensors.uniform("queue", size * dimensions), size, dimensions)
                .normalize(2, 1);
        query.setRequiresGradient(true);

        double loss = backward(
                query,
                leaf -> MomentumContrast.of(
                        leaf.normalize(2, 1),
                        key,
                        queue.transpose(),
                        golden.get("temperature").doubleValue()));

        assertThat(loss).isCloseTo(golden.get("loss").doubleValue(), within(1e-5));
        assertRow(query.getGradient().toFloatArray(), golden.get("gradient, row 0"));
    }

    /** Paper 6.4. */
    @Test
    void ntXentByHand() {
        var views = array(new float[] {1, 0, 0, 1, 2, 1, 1, 1, -1, 1, 1, -1}, 6, 2);

        assertThat(NtXent.of(views, 0.5, Form.LOG_OF_MEAN).getFloat()).isCloseTo(1.14963f, within(1e-5f));
        assertThat(NtXent.of(views, 0.5, Form.STANDARD).getFloat()).isCloseTo(1.29619f, within(1e-5f));
        assertThat(NtXent.of(views, 0.1, Form.LOG_OF_MEAN).getFloat()).isCloseTo(1.26405f, within(1e-5f));
        assertThat(NtXent.of(views, 0.1, Form.STANDARD).getFloat()).isCloseTo(2.69500f, within(1e-5f));
    }

    private double backward(NDArray leaf, UnaryOperator<NDArray> loss) {
        try (var collector = ENGINE.newGradientCollector()) {
            var lost = loss.apply(leaf);
            collector.backward(lost);
            return lost.getFloat();
        }
    }

    private static void assertRow(float[] gradient, JsonNode row) {
        for (int i = 0; i < row.size(); i++) {
            assertThat((double) gradient[i]).isCloseTo(row.get(i).doubleValue(), within(1e-5));
        }
    }

    /** Golden rows 2i and 2i + 1 are one image's views; here the first views come first. */
    private NDArray halves(float[] interleaved, int images, int dimensions) {
        var values = new float[interleaved.length];
        for (int row = 0; row < 2 * images; row++) {
            int place = row % 2 * images + row / 2;
            System.arraycopy(interleaved, row * dimensions, values, place * dimensions, dimensions);
        }
        return array(values, 2 * images, dimensions);
    }

    private NDArray array(float[] values, int rows, int columns) {
        return memory.create(values, new Shape(rows, columns));
    }
}
