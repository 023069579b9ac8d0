package dev.tombola.evaluator;

import dev.tombola.evaluator.Finding.Faulty;
import dev.tombola.store.mask.MaskBlob;
import dev.tombola.store.network.Architectures;
import dev.tombola.store.network.LargestObjects;
import dev.tombola.store.tensor.DType;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.plan.StoredMask;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Parameter;
import dev.tombola.vision.onnx.OnnxWeights;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a trainer's claim stands: its objects are whole, its weights are those of the network and finite, what the mask
 * prunes is zero, and the model that is measured has the weights that are published.
 */
public final class ClaimCheck {
    private final ObjectStore store;

    public ClaimCheck(ObjectStore store) {
        this.store = store;
    }

    /** What a claim names is read through these, once. */
    ClaimedObjects objects() {
        return new ClaimedObjects(new Blobs(store));
    }

    /**
     * What is wrong with the claim as far as its last weights, what it leaves beside them and the epochs that were to be kept
     * go, which is all that chains need. Objects that are missing, altered or no tensor files are thrown.
     */
    Optional<Faulty> complaint(
            TrainingEnded claim, RunResult result, Optional<StoredMask> mask, ClaimedObjects objects) {
        var spec = result.spec();
        if (!RunId.of(spec).equals(claim.run())) {
            return faulty("its spec is that of another run");
        }
        if (spec.mask() != null && mask.isEmpty()) {
            return faulty("nobody has drawn the mask " + spec.mask().brief());
        }
        Network network;
        try {
            network = network(spec);
        } catch (IllegalArgumentException e) {
            return Optional.of(new Faulty(String.valueOf(e.getMessage()), true));
        }
        return weights("last", result.last(), network, mask, objects)
                .or(() -> kept(result, network, mask))
                .or(() -> state(result, network));
    }

    /**
     * Looks for the objects that nobody needs yet.
     *
     * @throws MissingObjectException when one is not there
     */
    void requireAll(RunResult result) {
        Stream.of(result.best(), result.onnx(), result.test().predictions())
                .map(ObjectRef::key)
                .filter(key -> !store.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new MissingObjectException(key);
                });
    }

    /** What is wrong with the network that would be measured, in a claim that is otherwise right. */
    Optional<Faulty> complaintOfMeasured(RunResult result, Optional<StoredMask> mask, ClaimedObjects objects) {
        var network = network(result.spec());
        var best = result.best().equals(result.last())
                ? Optional.<Faulty>empty()
                : weights("best", result.best(), network, mask, objects);
        return best.or(() -> onnx(result, network, objects));
    }

    /** One after the other, since there may be many. */
    private Optional<Faulty> kept(RunResult result, Network network, Optional<StoredMask> mask) {
        return result.kept().entrySet().stream()
                .map(kept -> weights("epoch " + kept.getKey(), kept.getValue(), network, mask, objects()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Of no use to anybody here, so it is looked at in passing, and not held. */
    private Optional<Faulty> state(RunResult result, Network network) {
        var objective = result.spec().recipe().objective();
        var state = result.state();
        if (state == null) {
            return objective == null ? Optional.empty() : faulty("it learned without labels, and leaves no state");
        }
        new LargestObjects(network).state(objective).require(state.key(), state.size());
        new Blobs(store).check(state);
        return Optional.empty();
    }

    private static Network network(RunSpec spec) {
        return Architectures.network(spec);
    }

    private Optional<Faulty> weights(
            String which, ObjectRef ref, Network network, Optional<StoredMask> drawn, ClaimedObjects objects) {
        var largest = new LargestObjects(network);
        var file = Safetensors.of(objects.read(ref, largest.weights()));
        var mask = drawn.map(
                known -> MaskBlob.inflate(objects.read(known.object(), largest.mask()), Architectures.layout(network)));
        return foreign(which, file, network.parameters())
                .or(() -> infinite(which, file, network.parameters()))
                .or(() -> mask.flatMap(pruned -> unpruned(which, file, pruned)));
    }

    private static Optional<Faulty> foreign(String which, Safetensors file, List<Parameter> parameters) {
        return parameters.stream()
                .filter(parameter -> file.tensor(parameter.name()).dtype() != DType.F32
                        || !file.tensor(parameter.name()).shape().equals(shape(parameter)))
                .findFirst()
                .flatMap(parameter ->
                        faulty("%s: %s is not F32 %s".formatted(which, parameter.name(), parameter.shape())));
    }

    /** Training is repeatable, so whoever trains the run again will come to the same. */
    private static Optional<Faulty> infinite(String which, Safetensors file, List<Parameter> parameters) {
        for (var parameter : parameters) {
            for (float value : file.tensor(parameter.name()).toFloats()) {
                if (!Float.isFinite(value)) {
                    return Optional.of(new Faulty(
                            "%s: %s holds a weight that is not finite".formatted(which, parameter.name()), true));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Faulty> unpruned(String which, Safetensors file, Mask mask) {
        int begin = 0;
        for (var tensor : mask.layout().tensors()) {
            float[] values = file.tensor(tensor.name()).toFloats();
            for (int i = 0; i < values.length; i++) {
                if (!mask.keeps(begin + i) && Float.floatToRawIntBits(values[i]) != 0) {
                    return faulty("%s: %s[%d] is %s, though its mask prunes it"
                            .formatted(which, tensor.name(), i, values[i]));
                }
            }
            begin += values.length;
        }
        return Optional.empty();
    }

    /** Bit for bit: the model was written from these very weights. */
    private Optional<Faulty> onnx(RunResult result, Network network, ClaimedObjects objects) {
        var largest = new LargestObjects(network);
        var best = Safetensors.of(objects.read(result.best(), largest.weights()));
        var model = OnnxWeights.read(objects.read(result.onnx(), largest.model()));
        var foreign = new HashSet<>(model.keySet());
        for (var parameter : network.parameters()) {
            var published = new OnnxWeights.Tensor(
                    shape(parameter), best.tensor(parameter.name()).bytes());
            if (!published.equals(model.get(parameter.name()))) {
                return faulty("onnx: %s is not that of the best weights".formatted(parameter.name()));
            }
            foreign.remove(parameter.name());
        }
        return foreign.stream()
                .sorted()
                .findFirst()
                .flatMap(name -> faulty("onnx: %s has no tensor %s".formatted(network.name(), name)));
    }

    private static List<Long> shape(Parameter parameter) {
        return parameter.shape().stream().map(Integer::longValue).toList();
    }

    private static Optional<Faulty> faulty(String why) {
        return Optional.of(new Faulty(why, false));
    }
}
