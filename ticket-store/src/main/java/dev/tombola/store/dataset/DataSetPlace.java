package dev.tombola.store.dataset;

import dev.tombola.ticket.store.Digest;
import dev.tombola.vision.data.DataSets;
import java.nio.file.Path;

/** Where a data set lies, in the bucket and in a cache. */
record DataSetPlace(String name, Digest digest) {
    static final String ROOT = "datasets/";
    static final String ENTRY = "entry.json";
    static final String TRAIN = "train.safetensors";
    static final String TEST = "test.safetensors";

    DataSetPlace {
        DataSets.named(name); // refuses what is no name, and so what would be a path of its own
    }

    static String current(String name) {
        return ROOT + name + "/current";
    }

    String key(String file) {
        return ROOT + name + "/" + digest.hex() + "/" + file;
    }

    Path in(Path cache) {
        return cache.resolve(name).resolve(digest.hex());
    }
}
