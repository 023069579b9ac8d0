package dev.tombola.ticket.search;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which network, as a name that {@code vision} knows and its sizes. Input channels and classes follow from the task.
 *
 * @param name {@code cifar-resnet8}, …
 * @param width channels of the first stage; absent for the network's own
 * @param stemStride stride of the stem convolution; absent for the network's own
 */
public record Architecture(
        String name, @Nullable Integer width, @Nullable Integer stemStride) {
    public Architecture {
        Require.present("name", name);
        Require.that(width == null || (width >= 1 && width <= 4096), "width", width + "", "is not in [1, 4096]");
        Require.that(
                stemStride == null || stemStride == 1 || stemStride == 2,
                "stemStride",
                stemStride + "",
                "is neither 1 nor 2");
    }

    /** The sizes that are given, by the names that they have in the search file. */
    public Map<String, Integer> options() {
        var options = new HashMap<String, Integer>();
        if (width != null) {
            options.put("width", width);
        }
        if (stemStride != null) {
            options.put("stemStride", stemStride);
        }
        return options;
    }
}
