package dev.tombola.cli.weights;

import dev.tombola.store.network.Architectures;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.store.torch.StateDict;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Networks;
import dev.tombola.vision.network.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a file's tensors meet those of a network (paper 1.6): by name and shape, and nothing in between.
 *
 * @param loaded names that both have, in one shape
 * @param random tensors of the network that start from a seed, since the file has none that fits
 * @param dropped tensors of the file that find no place
 * @param head what a transfer starts from a seed even where it fits
 */
public record Fit(String network, List<String> loaded, List<Place> random, List<Place> dropped, List<String> head) {
    private static final int IMAGE_CHANNELS = 3;
    private static final int CLASSES = 10;

    /** Tensors of a classifier's head: what has more projects. */
    private static final int CLASSIFIER = 2;

    public Fit {
        loaded = List.copyOf(loaded);
        random = List.copyOf(random);
        dropped = List.copyOf(dropped);
        head = List.copyOf(head);
    }

    /** A tensor, and why it is not loaded. */
    public record Place(String tensor, List<Long> shape, String why) {
        public Place {
            shape = List.copyOf(shape);
        }

        String text() {
            return "%s %s: %s".formatted(tensor, Fit.text(shape), why);
        }
    }

    /** With as many input channels as the file has, and with its head, as far as it says. */
    static Fit of(StateDict weights, String network, Map<String, Integer> options) {
        var usual = Networks.named(network, options, IMAGE_CHANNELS, CLASSES);
        var shapes = weights.tensors().stream()
                .collect(Collectors.toMap(TensorView::name, TensorView::shape, (one, _) -> one));
        var stem = shapes.getOrDefault(usual.stem(), List.of());
        int channels = stem.size() > 1 ? Math.clamp(stem.get(1), 1, 1 << 20) : IMAGE_CHANNELS;
        return of(weights, Architectures.headed(Networks.named(network, options, channels, CLASSES), shapes));
    }

    public static Fit of(StateDict weights, Network network) {
        Map<String, TensorView> stored =
                weights.tensors().stream().collect(Collectors.toMap(TensorView::name, Function.identity()));
        var loaded = new ArrayList<String>();
        var random = new ArrayList<Place>();
        for (var parameter : network.parameters()) {
            var tensor = stored.get(parameter.name());
            if (tensor != null && fits(tensor, parameter)) {
                loaded.add(parameter.name());
            } else {
                random.add(new Place(
                        parameter.name(),
                        shape(parameter),
                        tensor == null ? "not in the file" : "the file has " + described(tensor)));
            }
        }
        return new Fit(network.name(), loaded, random, dropped(weights, network, loaded), network.head());
    }

    /**
     * For people.
     *
     * @param listed how many places of either kind are listed before it says how many more there are
     */
    public String text(int listed) {
        var lines = new ArrayList<String>();
        lines.add("against %s: %d of its %d tensors are loaded"
                .formatted(network, loaded.size(), loaded.size() + random.size()));
        lines.add((head.size() > CLASSIFIER
                        ? "a transfer to another task leaves this head behind and starts its own afresh: "
                        : "a transfer to another task starts its head afresh: ")
                + String.join(", ", head));
        lines.add("left random: " + (random.isEmpty() ? "nothing" : random.size()));
        lines.addAll(some(random, listed));
        lines.add("not used: " + (dropped.isEmpty() ? "nothing" : dropped.size()));
        lines.addAll(some(dropped, listed));
        return String.join("\n", lines);
    }

    private static List<String> some(List<Place> places, int listed) {
        var lines = new ArrayList<String>();
        places.stream().limit(listed).forEach(place -> lines.add("  " + place.text()));
        if (places.size() > listed) {
            lines.add("  and %d more".formatted(places.size() - listed));
        }
        return lines;
    }

    static String text(List<Long> shape) {
        return shape.isEmpty()
                ? "a number"
                : shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    private static List<Place> dropped(StateDict weights, Network network, List<String> loaded) {
        Map<String, Parameter> known =
                network.parameters().stream().collect(Collectors.toMap(Parameter::name, Function.identity()));
        return weights.tensors().stream()
                .filter(tensor -> !loaded.contains(tensor.name()))
                .map(tensor -> {
                    var parameter = known.get(tensor.name());
                    return new Place(
                            tensor.name(),
                            tensor.shape(),
                            parameter == null ? "not in the network" : "the network has F32 " + text(shape(parameter)));
                })
                .toList();
    }

    private static boolean fits(TensorView tensor, Parameter parameter) {
        return tensor.dtype().isFloating() && tensor.shape().equals(shape(parameter));
    }

    private static String described(TensorView tensor) {
        return tensor.dtype() + " " + text(tensor.shape());
    }

    private static List<Long> shape(Parameter parameter) {
        return parameter.shape().stream().map(Integer::longValue).toList();
    }
}
