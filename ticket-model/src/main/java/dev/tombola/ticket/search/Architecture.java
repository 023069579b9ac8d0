package dev.tombola.ticket.search;

/**
 * Which network, as a name that {@code vision} knows and its sizes. Input channels and classes follow from the task.
 *
 * @param name {@code cifar-resnet8}, …
 * @param width channels of the first stage; default 16
 * @param stemStride stride of the stem convolution; default 1
 */
public record Architecture(String name, Integer width, Integer stemStride) {
    public Architecture {
        Require.present("name", name);
        width = Require.orDefault(width, 16);
        stemStride = Require.orDefault(stemStride, 1);
        Require.that(width >= 1 && width <= 4096, "width", width, "is not in [1, 4096]");
        Require.that(stemStride == 1 || stemStride == 2, "stemStride", stemStride, "is neither 1 nor 2");
    }
}
