package dev.tombola.trainer.run;

import dev.tombola.store.network.LargestObjects;
import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.ticket.run.Fingerprint;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.SavedCheckpoint;
import dev.tombola.ticket.run.Stretch;
import dev.tombola.ticket.search.Resume;
import dev.tombola.ticket.store.AlteredObjectException;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.store.OversizedObjectException;
import dev.tombola.ticket.store.SizeLimit;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import dev.tombola.vision.djl.training.Checkpoint;
import dev.tombola.vision.network.Network;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Checkpoints in the store, under {@code runs/<id>/checkpoints/<step>-<fingerprint>/}: first {@code state.safetensors}, then
 * {@code checkpoint.json}, which publishes it. The latest two of a fingerprint are kept. Two trainers of one fingerprint that
 * save the same step write the same state.
 */
public final class Checkpoints {
    private static final Logger LOG = Logger.getLogger(Checkpoints.class);
    private static final int KEPT = 2;
    private static final String MANIFEST = "checkpoint.json";
    private static final String STATE = "state.safetensors";

    private final ObjectStore store;
    private final Blobs blobs;
    private final Fingerprint fingerprint;
    private final Scratch scratch;

    /**
     * Kept in this store, for trainers of one fingerprint.
     *
     * @param scratch where a state lies while it is written or read
     */
    public Checkpoints(ObjectStore store, Fingerprint fingerprint, Path scratch) {
        this.store = store;
        this.blobs = new Blobs(store);
        this.fingerprint = fingerprint;
        this.scratch = new Scratch(scratch);
    }

    /** A checkpoint with its place in the store. */
    public record Found(SavedCheckpoint saved, Checkpoint checkpoint) {}

    /** The latest whole one that the run may go on from. One that is damaged is removed, and an earlier one taken. */
    public Optional<Found> latest(RequestedRun run, Network network) {
        scratch.sweep();
        var largest = new LargestObjects(network)
                .checkpoint(run.spec().keepEpochs().size(), run.spec().recipe().objective());
        return places(run.id()).stream()
                .filter(place -> run.resume() == Resume.ANY_FINGERPRINT || isOwn(place))
                .sorted(Comparator.comparing(this::isOwn)
                        .thenComparingInt(Checkpoints::step)
                        .reversed())
                .map(place -> read(place, network, largest))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * Saves one, and removes what it makes superfluous.
     *
     * @param stretches how the run came here
     */
    public void save(RunId run, Checkpoint checkpoint, List<Stretch> stretches) {
        var place = prefix(run) + checkpoint.step() + "-" + mark() + "/";
        var file = scratch.file();
        try {
            CheckpointFile.write(file, checkpoint);
            var state = Blobs.refOf(file);
            store.write(place + STATE, file);
            var saved = new SavedCheckpoint(run, checkpoint.step(), fingerprint, stretches, state);
            store.write(place + MANIFEST, Json.writePretty(saved).getBytes(StandardCharsets.UTF_8));
        } finally {
            scratch.delete(file);
        }
        places(run).stream()
                .filter(this::isOwn)
                .sorted(Comparator.comparingInt(Checkpoints::step).reversed())
                .skip(KEPT)
                .forEach(this::remove);
    }

    /** Removes all of a run that needs them no longer. */
    public void discard(RunId run) {
        store.list(prefix(run)).forEach(store::delete);
    }

    private Optional<Found> read(String place, Network network, SizeLimit largest) {
        var file = scratch.file();
        try {
            var saved = Json.read(store.read(place + MANIFEST, SizeLimit.DOCUMENT), SavedCheckpoint.class);
            largest.require(place + STATE, saved.state().size());
            blobs.fetch(place + STATE, saved.state(), file);
            return Optional.of(new Found(saved, CheckpointFile.read(file, network)));
        } catch (MissingObjectException
                | AlteredObjectException
                | OversizedObjectException
                | InvalidDocumentException
                | InvalidTensorFileException e) {
            LOG.warnf("checkpoint %s cannot be used: %s", place, e.getMessage());
            remove(place);
            return Optional.empty();
        } finally {
            scratch.delete(file);
        }
    }

    /** Of those that were published. */
    private List<String> places(RunId run) {
        return store.list(prefix(run)).stream()
                .filter(key -> key.endsWith("/" + MANIFEST))
                .map(key -> key.substring(0, key.length() - MANIFEST.length()))
                .filter(place -> place.substring(prefix(run).length()).matches("[0-9]{1,9}-[0-9a-f]+/"))
                .toList();
    }

    /** The manifest first: without it the rest is nothing. */
    private void remove(String place) {
        store.delete(place + MANIFEST);
        store.delete(place + STATE);
    }

    private boolean isOwn(String place) {
        return place.endsWith("-" + mark() + "/");
    }

    private String mark() {
        return Digest.of(Json.canonical(fingerprint)).brief();
    }

    private static int step(String place) {
        var name = place.substring(place.lastIndexOf('/', place.length() - 2) + 1);
        return Integer.parseInt(name.substring(0, name.indexOf('-')));
    }

    private static String prefix(RunId run) {
        return "runs/" + run + "/checkpoints/";
    }
}
