package dev.tombola.vision.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.network.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Tensors that lie one after the other in one array, so that an optimizer updates all of them at once: what would cost
 * calls for each tensor at each step costs as many for all. Values go in and out in PyTorch's order; where images are
 * channels-last, so are the weights of convolutions within the array, or every step would reorder them.
 */
public final class TensorGroup {
    private final List<Parameter> parameters;
    private final long[] starts;
    private final Map<String, Integer> places = new HashMap<>();
    private final int size;
    private final ChannelOrder layout;

    TensorGroup(List<Parameter> parameters, ChannelOrder layout) {
        this.parameters = List.copyOf(parameters);
        this.layout = layout;
        starts = new long[parameters.size()];
        int end = 0;
        for (int i = 0; i < starts.length; i++) {
            places.put(parameters.get(i).name(), i);
            starts[i] = end;
            end = Math.addExact(end, parameters.get(i).size());
        }
        size = end;
    }

    /** In their order. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** The values of each tensor, in their order. */
    public List<Integer> sizes() {
        return parameters.stream().map(Parameter::size).toList();
    }

    /** The values of all tensors together. */
    public int size() {
        return size;
    }

    private int start(String name) {
        var place = places.get(name);
        if (place == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        return (int) starts[place];
    }

    /** One array of all values, in memory of libtorch's own: the alignment of Java's may differ from run to run. */
    public NDArray array(Function<Parameter, float[]> valuesOf, NDManager memory) {
        var all = new float[size];
        for (var parameter : parameters) {
            move(parameter, valuesOf.apply(parameter), all, true);
        }
        try (var borrowed = memory.create(all)) {
            return borrowed.duplicate();
        }
    }

    /** A copy of every tensor, by name. */
    public Map<String, float[]> values(NDArray array) {
        var all = array.toFloatArray();
        var values = new HashMap<String, float[]>();
        for (var parameter : parameters) {
            var own = new float[parameter.size()];
            move(parameter, own, all, false);
            values.put(parameter.name(), own);
        }
        return values;
    }

    /** Between out x in x height x width, or whatever else a tensor is, and its place in the array. */
    private void move(Parameter parameter, float[] own, float[] all, boolean in) {
        int start = start(parameter.name());
        var shape = parameter.shape();
        boolean reordered =
                layout == ChannelOrder.CHANNELS_LAST && parameter.kind() == Parameter.Kind.CONVOLUTION_WEIGHT;
        int channels = reordered ? shape.get(1) : 1;
        int pixels = reordered ? shape.get(2) * shape.get(3) : 1;
        for (int i = 0; i < own.length; i++) {
            int pixel = i % pixels;
            int channel = i / pixels % channels;
            int place = start + (i / pixels / channels * pixels + pixel) * channels + channel;
            if (in) {
                all[place] = own[i];
            } else {
                own[i] = all[place];
            }
        }
    }
}
