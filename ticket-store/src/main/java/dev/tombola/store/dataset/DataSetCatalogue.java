package dev.tombola.store.dataset;

import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.store.SizeLimit;
import dev.tombola.ticket.store.StoreException;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The data sets in the bucket, each under {@code datasets/<name>/<digest>/}; {@code datasets/<name>/current} says which one
 * new searches take. A data set that was published once stays, since results refer to it.
 */
public final class DataSetCatalogue {
    /** Small enough to be fetched again when it broke off, and few enough of the largest set. */
    private static final long SHARD_BYTES = 64 << 20;

    private final ObjectStore store;
    private final VerifiedFiles verified = new VerifiedFiles();

    public DataSetCatalogue(ObjectStore store) {
        this.store = store;
    }

    /**
     * Puts a data set into the bucket and makes it the current one of its name. Publishing the same set again mends it. What
     * refers is written after what it refers to, so that an interrupted call leaves nothing that points to nothing.
     *
     * @param scratch a folder for files of the size of the data set, or, of encoded images, of a shard; removed at the end
     */
    public DataSetEntry publish(Samples samples, Path scratch) {
        try {
            Files.createDirectories(scratch);
            Leftovers.sweep(scratch);
            Path folder = Files.createTempDirectory(scratch, ".publish-");
            try {
                var place = new DataSetPlace(samples.dataSet().name(), new Digest(samples.digest()));
                var train = publish(place, DataSetPlace.TRAIN, samples.train(), folder);
                var test = publish(place, DataSetPlace.TEST, samples.test(), folder);
                var entry = DataSetEntry.of(samples, place.digest(), train, test);
                write(place.key(DataSetPlace.ENTRY), Json.writePretty(entry));
                write(DataSetPlace.current(entry.name()), entry.digest().hex());
                return entry;
            } finally {
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write below " + scratch + ": " + e.getMessage(), e);
        }
    }

    private DataSetEntry.Part publish(DataSetPlace place, String part, ImageSet images, Path folder)
            throws IOException {
        Path file = folder.resolve(part);
        try {
            Long encoded = null;
            if (images.isEncoded()) {
                var index = new ShardWriter(store, folder, SHARD_BYTES).write(place, part, images);
                index.write(file);
                encoded = index.bytes();
            } else {
                ImageFile.write(file, images);
            }
            var content = Blobs.refOf(file);
            store.write(place.key(part), file);
            return new DataSetEntry.Part(images.size(), content, encoded);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** All data sets, by name, then digest. */
    public List<DataSetEntry> list() {
        return store.list(DataSetPlace.ROOT).stream()
                .filter(key -> key.endsWith("/" + DataSetPlace.ENTRY))
                .map(this::entryAt)
                .toList();
    }

    /** What new searches take; empty when there is no data set of this name. */
    public Optional<DataSetEntry> current(String name) {
        String key = DataSetPlace.current(name);
        try {
            return Optional.of(entry(name, new Digest(read(key).strip())));
        } catch (MissingObjectException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new StoreException("object at %s is altered: %s".formatted(key, e.getMessage()), e);
        }
    }

    /**
     * The entry of exactly this data set.
     *
     * @throws MissingDataSetException when it is not in the store
     */
    public DataSetEntry entry(String name, Digest digest) {
        var place = new DataSetPlace(name, digest);
        try {
            return entryAt(place.key(DataSetPlace.ENTRY));
        } catch (MissingObjectException e) {
            throw new MissingDataSetException(place);
        }
    }

    /**
     * Opens a data set out of a folder of this machine, where it is copied to unless it is there and whole. Processes may
     * share the folder. A file is compared with its digest once, and again when it looks changed.
     *
     * @throws MissingDataSetException when it is not in the store
     * @throws dev.tombola.ticket.store.AlteredObjectException when the store's copy is not what was published
     */
    public StoredDataSet fetch(String name, Digest digest, Path cache) {
        var entry = entry(name, digest);
        Path folder = entry.place().in(cache);
        sweep(folder);
        fetchPart(entry, DataSetPlace.TRAIN, entry.train(), folder);
        fetchPart(entry, DataSetPlace.TEST, entry.test(), folder);
        return StoredDataSet.open(entry, folder);
    }

    /** As {@link #fetch}, the test images alone: to measure takes no others, and a large set has a hundred times as many. */
    public StoredPart fetchTest(String name, Digest digest, Path cache) {
        var entry = entry(name, digest);
        Path folder = entry.place().in(cache);
        sweep(folder);
        fetchPart(entry, DataSetPlace.TEST, entry.test(), folder);
        return StoredPart.open(DataSets.named(name), folder, DataSetPlace.TEST);
    }

    private void fetchPart(DataSetEntry entry, String name, DataSetEntry.Part part, Path folder) {
        fetch(entry, name, part.file(), folder);
        if (DataSets.named(entry.name()).isEncoded()) {
            fetchShards(entry, name, folder);
        }
    }

    private void fetch(DataSetEntry entry, String file, ObjectRef content, Path folder) {
        Path target = folder.resolve(file);
        if (!verified.holds(target, content)) {
            new Blobs(store).fetch(entry.place().key(file), content, target);
            verified.add(target, content);
        }
    }

    private void fetchShards(DataSetEntry entry, String part, Path folder) {
        var shards = ShardIndex.read(folder.resolve(part)).shards();
        for (int i = 0; i < shards.size(); i++) {
            fetch(entry, ShardIndex.name(part, i), shards.get(i), folder);
        }
    }

    private static void sweep(Path folder) {
        try {
            Leftovers.sweep(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + folder + ": " + e.getMessage(), e);
        }
    }

    private DataSetEntry entryAt(String key) {
        try {
            var entry = Json.read(read(key), DataSetEntry.class);
            if (!key.equals(entry.place().key(DataSetPlace.ENTRY))) {
                throw new StoreException("object at %s is altered: it describes %s %s"
                        .formatted(key, entry.name(), entry.digest().brief()));
            }
            return entry;
        } catch (InvalidDocumentException | IllegalArgumentException e) {
            throw new StoreException("object at %s is altered: %s".formatted(key, e.getMessage()), e);
        }
    }

    private void write(String key, String text) {
        store.write(key, text.getBytes(StandardCharsets.UTF_8));
    }

    private String read(String key) {
        return new String(store.read(key, SizeLimit.DOCUMENT), StandardCharsets.UTF_8);
    }
}
