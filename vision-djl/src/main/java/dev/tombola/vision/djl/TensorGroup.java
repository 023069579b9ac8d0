package dev.tombola.vision.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.tombola.vision.network.Parameter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Tensors that lie one after the other in one array, so that an optimizer updates all of them at once: what would cost
 * calls for each tensor at each step costs as many for all.
 */
public final class TensorGroup {
    private final List<Parameter> parameters;
    private final long[] starts;
    private final Map<String, Integer> places = new HashMap<>();
    private final int size;

    TensorGroup(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
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

    /** The values of all tensors together. */
    public int size() {
        return size;
    }

    /** Where a tensor begins. */
    public int start(String name) {
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
            System.arraycopy(valuesOf.apply(parameter), 0, all, start(parameter.name()), parameter.size());
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
            int start = start(parameter.name());
            values.put(parameter.name(), Arrays.copyOfRange(all, start, start + parameter.size()));
        }
        return values;
    }
}
