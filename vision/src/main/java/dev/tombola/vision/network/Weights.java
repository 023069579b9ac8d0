package dev.tombola.vision.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Values for every tensor of a network, in its order, row-major. The arrays are shared, not copied: whoever holds the
 * weights must not write to them.
 */
public final class Weights {
    private final List<Parameter> parameters;
    private final Map<String, float[]> values;

    private Weights(List<Parameter> parameters, Map<String, float[]> values) {
        this.parameters = parameters;
        this.values = values;
    }

    public static Weights of(List<Parameter> parameters, Function<Parameter, float[]> valuesOf) {
        var values = new LinkedHashMap<String, float[]>();
        for (var parameter : parameters) {
            values.put(parameter.name(), checked(parameter, valuesOf.apply(parameter)));
        }
        return new Weights(List.copyOf(parameters), values);
    }

    /** The tensors that the network needs, out of {@code values}; what it does not know is left out. */
    public static Weights of(Network network, Map<String, float[]> values) {
        return of(network.parameters(), parameter -> {
            var found = values.get(parameter.name());
            if (found == null) {
                throw new IllegalArgumentException("%s needs a tensor %s".formatted(network.name(), parameter.name()));
            }
            return found;
        });
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    public float[] values(String name) {
        return Objects.requireNonNull(values.get(name), () -> "no tensor " + name);
    }

    private static float[] checked(Parameter parameter, float[] values) {
        if (values.length != parameter.size()) {
            throw new IllegalArgumentException("%s has %d values, not the %d of %s"
                    .formatted(parameter.name(), values.length, parameter.size(), parameter.shape()));
        }
        return values;
    }
}
