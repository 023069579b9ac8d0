package dev.tombola.vision.djl.training;

import dev.tombola.ticket.run.RunSpec.Part;
import dev.tombola.vision.network.Initialisation;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Parameter;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.random.Randomness;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run starts from, before any mask, and where it came from (paper 1.6).
 *
 * @param loaded tensors taken from stored weights
 * @param fresh tensors drawn from a seed
 * @param dropped stored tensors that found no place
 */
public record InitialWeights(Weights weights, List<String> loaded, List<String> fresh, List<String> dropped) {
    public InitialWeights {
        loaded = List.copyOf(loaded);
        fresh = List.copyOf(fresh);
        dropped = List.copyOf(dropped);
    }

    /**
     * Takes every stored tensor whose name and shape the network has, except those of the fresh parts. What is fresh is
     * drawn by tensor name: the fresh parts from the run's seed, all else from the initial seed where there is one.
     *
     * @param stored by name; empty to start from nothing but seeds
     * @param initialSeed θ_0's, shared by the runs of one chain
     * @throws IllegalArgumentException when there are stored tensors but none fits
     */
    public static InitialWeights assemble(
            Network network,
            Map<String, StoredTensor> stored,
            Collection<Part> freshParts,
            @Nullable Long initialSeed,
            long runSeed) {
        var ownSeed = new Initialisation(Randomness.of(runSeed));
        var chainSeed = new Initialisation(Randomness.of(initialSeed == null ? runSeed : initialSeed));
        var inFreshPart = tensors(network, freshParts);
        var loaded = network.parameters().stream()
                .filter(parameter -> !inFreshPart.contains(parameter.name()))
                .filter(fits(stored))
                .map(Parameter::name)
                .collect(Collectors.toSet());
        if (loaded.isEmpty() && !stored.isEmpty()) {
            throw new IllegalArgumentException(
                    "none of the %d stored tensors fits %s".formatted(stored.size(), network.name()));
        }
        var weights = Weights.of(network.parameters(), parameter -> {
            var tensor = stored.get(parameter.name());
            if (tensor != null && loaded.contains(parameter.name())) {
                return tensor.values().get();
            }
            return (inFreshPart.contains(parameter.name()) ? ownSeed : chainSeed).of(network, parameter);
        });
        return new InitialWeights(
                weights,
                names(network, loaded::contains),
                names(network, name -> !loaded.contains(name)),
                new TreeSet<>(stored.keySet())
                        .stream().filter(name -> !loaded.contains(name)).toList());
    }

    private static Predicate<Parameter> fits(Map<String, StoredTensor> stored) {
        return parameter -> {
            var tensor = stored.get(parameter.name());
            var shape = parameter.shape().stream().map(Integer::longValue).toList();
            return tensor != null && tensor.shape().equals(shape);
        };
    }

    private static Set<String> tensors(Network network, Collection<Part> parts) {
        return parts.stream()
                .flatMap(part -> switch (part) {
                    case HEAD -> network.head().stream();
                    case STEM -> Stream.of(network.stem());
                })
                .collect(Collectors.toSet());
    }

    private static List<String> names(Network network, Predicate<String> chosen) {
        return network.parameters().stream().map(Parameter::name).filter(chosen).toList();
    }
}
