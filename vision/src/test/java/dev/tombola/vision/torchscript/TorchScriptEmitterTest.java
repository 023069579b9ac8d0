package dev.tombola.vision.torchscript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.network.Layer;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Networks;
import dev.tombola.vision.network.Node;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TorchScriptEmitterTest {
    /** What is written in full below. */
    private static final Network TINY = new Network(
            "tiny",
            List.of(
                    new Node(new Layer.Input(3), List.of()),
                    new Node(new Layer.Convolution("conv", 3, 2, 5, 1, 1, 1), List.of(0)),
                    new Node(new Layer.BatchNorm("norm", 2, 1e-5, 0.1), List.of(1)),
                    new Node(new Layer.Relu(), List.of(2)),
                    new Node(new Layer.Relu(), List.of(3)),
                    new Node(new Layer.Add(), List.of(4, 3)),
                    new Node(new Layer.GlobalAveragePool(), List.of(5)),
                    new Node(new Layer.Linear("head", 2, 4), List.of(6))));

    private static final String SIGNATURE = """
            (self: __torch__.Functions,
                images: Tensor,
                parameters: Tensor,
                statistics: Tensor) -> Tensor:
                p = torch.split_with_sizes(parameters, [150, 2, 2, 8, 4])
                s = torch.split_with_sizes(statistics, [2, 2])
            """;

    private static final String EVALUATE = "  def evaluate" + SIGNATURE + """
                x0 = images
                x1 = torch.conv2d(x0, torch.view(p[0], [2, 3, 5, 5]), None, [1, 1], [1, 1], [1, 1])
                x2 = torch.batch_norm(x1, p[1], p[2], s[0], s[1], False, 0.1, 0.000010, True)
                x3 = torch.relu_(x2)
                x4 = torch.relu(x3)
                x5 = torch.add(x4, x3)
                x6 = torch.flatten(torch.adaptive_avg_pool2d(x5, [1, 1]), 1)
                x7 = torch.linear(x6, torch.view(p[3], [4, 2]), p[4])
                return x7
            """;

    @Test
    void writesEveryLayerInTheOrderOfTheNodes() throws IOException {
        assertThat(code(TINY, Precision.FLOAT32, ChannelOrder.CHANNELS_FIRST)).endsWith(EVALUATE + features(EVALUATE));
    }

    @Test
    void differsInTrainingByWhatBatchNormUses() throws IOException {
        assertThat(method(code(TINY, Precision.FLOAT32, ChannelOrder.CHANNELS_FIRST), "forward"))
                .isEqualTo(EVALUATE.replace("def evaluate", "def forward").replace("False", "True"));
    }

    @Test
    void computesInBfloat16FromTheImagesToTheHeadWhileItTrains() throws IOException {
        var code = code(TINY, Precision.BFLOAT16, ChannelOrder.CHANNELS_FIRST);

        assertThat(method(code, "forward"))
                .contains("x0 = torch.to(images, 15)")
                .contains("torch.conv2d(x0, torch.to(torch.view(p[0], [2, 3, 5, 5]), 15), None")
                .contains("torch.batch_norm(x1, p[1], p[2], s[0], s[1], True")
                .contains("x6 = torch.to(torch.flatten(torch.adaptive_avg_pool2d(x5, [1, 1]), 1), 6)")
                .contains("x7 = torch.linear(x6, torch.view(p[3], [4, 2]), p[4])");
        assertThat(code).endsWith(EVALUATE + features(EVALUATE));
    }

    @Test
    void readsWeightsInTheOrderOfTheImages() throws IOException {
        var evaluate = EVALUATE.replace(
                "torch.view(p[0], [2, 3, 5, 5])", "torch.permute(torch.view(p[0], [2, 5, 5, 3]), [0, 3, 1, 2])");

        assertThat(code(TINY, Precision.FLOAT32, ChannelOrder.CHANNELS_LAST)).endsWith(evaluate + features(evaluate));
    }

    @ParameterizedTest
    @EnumSource
    void givesEqualBytesForEqualNetworks(Precision precision) {
        var network = Networks.named("cifar-resnet8", Map.of(), 3, 10);
        var again = Networks.named("cifar-resnet8", Map.of(), 3, 10);

        assertThat(TorchScriptEmitter.emit(network, precision, ChannelOrder.CHANNELS_FIRST))
                .isEqualTo(TorchScriptEmitter.emit(again, precision, ChannelOrder.CHANNELS_FIRST));
    }

    @Test
    void compressesNothing() throws IOException {
        try (var archive = new ZipInputStream(new ByteArrayInputStream(
                TorchScriptEmitter.emit(TINY, Precision.FLOAT32, ChannelOrder.CHANNELS_FIRST)))) {
            for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
            }
        }
    }

    /** The same up to what the head reads. */
    private static String features(String evaluate) {
        int head = evaluate.indexOf("    x7 = ");
        return evaluate.substring(0, head).replace("def evaluate", "def features") + "    return x6\n";
    }

    private static String method(String code, String name) {
        int start = code.indexOf("  def " + name);
        int next = code.indexOf("  def ", start + 1);
        return code.substring(start, next < 0 ? code.length() : next);
    }

    private static String code(Network network, Precision precision, ChannelOrder layout) throws IOException {
        var files = new HashMap<String, String>();
        try (var archive =
                new ZipInputStream(new ByteArrayInputStream(TorchScriptEmitter.emit(network, precision, layout)))) {
            for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                files.put(entry.getName(), new String(archive.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files.getOrDefault("module/code/__torch__.py", "");
    }
}
