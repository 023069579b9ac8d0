package dev.tombola.vision.network;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The ResNets of ImageNet as torchvision builds and names them, with the stride on the 3x3 convolution. With the small
 * stem of the paper (section 2.1) they read small images: a 3x3 convolution of stride 1, no max-pool.
 */
public final class ResNets {
    private static final Map<Integer, List<Integer>> BLOCKS = new TreeMap<>(Map.of(
            18, List.of(2, 2, 2, 2),
            34, List.of(3, 4, 6, 3),
            50, List.of(3, 4, 6, 3),
            101, List.of(3, 4, 23, 3),
            152, List.of(3, 8, 36, 3)));

    private ResNets() {}

    public static Network resnet(int depth, boolean smallStem, int channels, int classes) {
        var blocks = BLOCKS.get(depth);
        if (blocks == null) {
            throw new IllegalArgumentException("no ResNet has %d layers; known: %s".formatted(depth, BLOCKS.keySet()));
        }
        var graph = new Graph(channels);
        int x = graph.relu(graph.norm("bn1", graph.convolution("conv1", 0, 64, smallStem ? 3 : 7, smallStem ? 1 : 2)));
        x = smallStem ? x : graph.maxPool(x, 3, 2, 1);
        for (int stage = 1; stage <= 4; stage++) {
            for (int block = 0; block < blocks.get(stage - 1); block++) {
                int stride = stage > 1 && block == 0 ? 2 : 1;
                x = block(graph, "layer%d.%d.".formatted(stage, block), x, 64 << (stage - 1), stride, depth >= 50);
            }
        }
        graph.classifier("fc", x, classes);
        return graph.named((smallStem ? "small-stem-resnet" : "resnet") + depth);
    }

    static Stream<Networks.Entry> entries() {
        return Stream.of(false, true)
                .flatMap(smallStem -> BLOCKS.keySet().stream()
                        .map(depth -> new Networks.Entry(
                                (smallStem ? "small-stem-resnet" : "resnet") + depth,
                                (_, channels, classes) -> resnet(depth, smallStem, channels, classes))));
    }

    private static int block(Graph graph, String name, int input, int width, int stride, boolean bottleneck) {
        int out = bottleneck ? 4 * width : width;
        int x = bottleneck
                ? bottleneck(graph, name, input, width, out, stride)
                : basic(graph, name, input, width, stride);
        if (stride == 1 && graph.channels(input) == out) {
            return graph.relu(graph.add(x, input));
        }
        int shortcut =
                graph.norm(name + "downsample.1", graph.convolution(name + "downsample.0", input, out, 1, stride));
        return graph.relu(graph.add(x, shortcut));
    }

    private static int basic(Graph graph, String name, int input, int width, int stride) {
        int x = graph.relu(graph.norm(name + "bn1", graph.convolution(name + "conv1", input, width, 3, stride)));
        return graph.norm(name + "bn2", graph.convolution(name + "conv2", x, width, 3, 1));
    }

    private static int bottleneck(Graph graph, String name, int input, int width, int out, int stride) {
        int x = graph.relu(graph.norm(name + "bn1", graph.convolution(name + "conv1", input, width, 1, 1)));
        x = graph.relu(graph.norm(name + "bn2", graph.convolution(name + "conv2", x, width, 3, stride)));
        return graph.norm(name + "bn3", graph.convolution(name + "conv3", x, out, 1, 1));
    }
}
