package dev.tombola.store.dataset;

import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.vision.data.ImageSet;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Puts encoded images into the bucket, a shard at a time, so that neither memory nor disk holds more than one. */
final class ShardWriter {
    private final ObjectStore store;
    private final Path scratch;
    private final long most;

    /** @param most bytes of a shard of more than one image */
    ShardWriter(ObjectStore store, Path scratch, long most) {
        this.store = store;
        this.scratch = scratch;
        this.most = most;
    }

    ShardIndex write(DataSetPlace place, String part, ImageSet images) throws IOException {
        var offsets = new long[images.size() + 1];
        List<ObjectRef> shards = new ArrayList<>();
        for (int image = 0; image < images.size(); ) {
            String name = ShardIndex.name(part, shards.size());
            Path file = scratch.resolve(name);
            try {
                image = fill(file, images, image, offsets);
                var content = Blobs.refOf(file);
                store.write(place.key(name), file);
                shards.add(content);
            } finally {
                Files.deleteIfExists(file);
            }
        }
        return new ShardIndex(images.labels(), offsets, shards);
    }

    /** The first image that does not go into this shard any more. */
    private int fill(Path shard, ImageSet images, int first, long[] offsets) throws IOException {
        int image = first;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(shard), 1 << 16)) {
            while (image < images.size()) {
                var file = images.stored(image);
                if (image > first && offsets[image] - offsets[first] + file.length > most) {
                    break;
                }
                out.write(file);
                offsets[image + 1] = offsets[image] + file.length;
                image++;
            }
        }
        return image;
    }
}
