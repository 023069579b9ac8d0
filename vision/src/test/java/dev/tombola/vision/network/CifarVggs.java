package dev.tombola.vision.network;

import java.util.List;
import java.util.stream.Stream;

/**
 * VGG-11 with batch norm (Simonyan and Zisserman, <a href="https://arxiv.org/abs/1409.1556">Very Deep Convolutional
 * Networks</a>, configuration A) as it is used on CIFAR: torchvision's {@code features}, with its names, then the mean over
 * all pixels and one linear layer. Five max-pools halve the image, so that it needs 32 pixels a side.
 */
public final class CifarVggs {
    private static final int POOL = 0;
    /** Channels, as multiples of the first stage's. */
    private static final List<Integer> VGG11 = List.of(1, POOL, 2, POOL, 4, 4, POOL, 8, 8, POOL, 8, 8, POOL);

    private CifarVggs() {}

    /** Of {@code width} channels in the first stage, 64 in the paper. */
    public static Network vgg11(int width, int channels, int classes) {
        var graph = new Graph(channels);
        int x = 0;
        int place = 0;
        for (int times : VGG11) {
            if (times == POOL) {
                x = graph.maxPool(x, 2, 2, 0);
                place++;
            } else {
                x = graph.biasedConvolution("features." + place, x, times * width, 3);
                x = graph.relu(graph.norm("features." + (place + 1), x));
                place += 3;
            }
        }
        graph.classifier("classifier", x, classes);
        return graph.named("cifar-vgg11-bn");
    }

    static Stream<Networks.Entry> entries() {
        return Stream.of(new Networks.Entry(
                "cifar-vgg11-bn",
                (options, channels, classes) -> vgg11(options.positive("width", 64), channels, classes)));
    }
}
