package dev.tombola.trainer.run;

import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.store.dataset.StoredDataSet;
import dev.tombola.store.mask.MaskBlob;
import dev.tombola.store.network.Architectures;
import dev.tombola.store.network.LargestObjects;
import dev.tombola.store.network.Measures;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.Digest;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.data.TaskName;
import dev.tombola.vision.djl.training.Assignment;
import dev.tombola.vision.djl.training.InitialWeights;
import dev.tombola.vision.network.Network;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run with all that it needs in place. The images stay open until this is closed.
 *
 * @param initial the weights of the assignment, and where they came from
 */
record Prepared(Assignment assignment, InitialWeights initial, StoredDataSet images) implements AutoCloseable {
    /** The network of a run, known before anything is fetched. */
    static Network network(RequestedRun run) {
        return Architectures.network(run.spec());
    }

    /** Fetches what the spec names. */
    static Prepared of(RequestedRun run, Network network, Blobs blobs, DataSetCatalogue catalogue, Path cache) {
        var spec = run.spec();
        var largest = new LargestObjects(network);
        var task = TaskName.parse(spec.task());
        var dataSet = task.dataSet();
        var images = catalogue.fetch(dataSet.name(), spec.dataset(), cache);
        try {
            var imported = Optional.ofNullable(run.weights())
                    .map(weights -> blobs.read(weights, largest.start()))
                    .map(ImportedWeights::read);
            var inherited = Optional.ofNullable(run.state())
                    .map(state -> Inherited.fetch(state, spec, network, blobs, new Scratch(cache)));
            var stored = new HashMap<>(imported.map(ImportedWeights::tensors).orElse(Map.of()));
            inherited.ifPresent(left -> stored.putAll(left.head()));
            var initial = InitialWeights.assemble(network, stored, spec.fresh(), spec.initialSeed(), spec.seed());
            var mask = Optional.ofNullable(run.mask())
                    .map(bits -> blobs.read(bits, largest.mask()))
                    .map(bits -> MaskBlob.inflate(bits, Architectures.layout(network)))
                    .map(read -> require(read, spec.mask()));
            var assignment = new Assignment(
                    network,
                    initial.weights(),
                    mask.orElse(null),
                    spec.recipe(),
                    Splits.of(images.samples(), task),
                    dataSet.augmentation(),
                    imported.flatMap(ImportedWeights::normalisation)
                            .filter(own -> own.channels() == network.channels()) // colours' mean is no grey's
                            .orElseGet(dataSet::normalisation),
                    spec.seed(),
                    spec.keepEpochs(),
                    Measures.views(spec.recipe()),
                    Measures.of(spec.recipe()),
                    inherited.map(Inherited::state).orElse(null));
            return new Prepared(assignment, initial, images);
        } catch (RuntimeException e) {
            images.close();
            throw e;
        }
    }

    /** A mask lies under the digest of its compressed form; the spec has that of its bits. */
    private static Mask require(Mask read, @Nullable Digest named) {
        if (named != null && !read.digest().equals(named)) {
            throw new WrongMaskException(read.digest(), named);
        }
        return read;
    }

    @Override
    public void close() {
        images.close();
    }
}
