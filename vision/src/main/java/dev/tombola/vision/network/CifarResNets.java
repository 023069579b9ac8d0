package dev.tombola.vision.network;

import java.util.List;
import java.util.stream.Stream;

/**
 * The small residual networks of He et al., <a href="https://arxiv.org/abs/1512.03385">Deep Residual Learning</a>,
 * section 4.2: three stages of n blocks, 6n + 2 layers, shortcuts without weights. Names as in the checkpoints of
 * pytorch_resnet_cifar10.
 */
public final class CifarResNets {
    private static final List<Integer> DEPTHS = List.of(8, 14, 20, 32, 44, 56, 110);

    private CifarResNets() {}

    /** Of {@code width} channels in the first stage, 16 in the paper; the next two have twice and four times as many. */
    public static Network resnet(int depth, int width, int stemStride, int channels, int classes) {
        if (depth < 8 || depth % 6 != 2) {
            throw new IllegalArgumentException("a CIFAR ResNet has 6n + 2 layers, not " + depth);
        }
        var graph = new Graph(channels);
        int x = graph.relu(graph.norm("bn1", graph.convolution("conv1", 0, width, 3, stemStride)));
        for (int stage = 1; stage <= 3; stage++) {
            for (int block = 0; block < (depth - 2) / 6; block++) {
                int stride = stage > 1 && block == 0 ? 2 : 1;
                x = block(graph, "layer%d.%d.".formatted(stage, block), x, width << (stage - 1), stride);
            }
        }
        graph.classifier("linear", x, classes);
        return graph.named("cifar-resnet" + depth);
    }

    static Stream<Networks.Entry> entries() {
        return DEPTHS.stream()
                .map(depth -> new Networks.Entry(
                        "cifar-resnet" + depth,
                        (options, channels, classes) -> resnet(
                                depth,
                                options.positive("width", 16),
                                options.positive("stemStride", 1),
                                channels,
                                classes)));
    }

    private static int block(Graph graph, String name, int input, int out, int stride) {
        int x = graph.relu(graph.norm(name + "bn1", graph.convolution(name + "conv1", input, out, 3, stride)));
        x = graph.norm(name + "bn2", graph.convolution(name + "conv2", x, out, 3, 1));
        int shortcut = stride == 1 ? input : graph.paddedShortcut(input, out);
        return graph.relu(graph.add(x, shortcut));
    }
}
