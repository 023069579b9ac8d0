package dev.tombola.store.dataset;

import dev.tombola.store.tensor.Safetensors;
import dev.tombola.vision.data.DataSet;
import dev.tombola.vision.data.ImageSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The training or the test images of a set on this machine's disk; nothing of them may be used once this is closed. */
public record StoredPart(ImageSet images, Runnable end) implements AutoCloseable {
    /** Of a folder whose files have been verified. */
    static StoredPart open(DataSet dataSet, Path folder, String part) {
        return dataSet.isEncoded() ? encoded(dataSet, folder, part) : pixels(dataSet, folder.resolve(part));
    }

    private static StoredPart pixels(DataSet dataSet, Path file) {
        var tensors = Safetensors.open(file);
        try {
            return new StoredPart(ImageFile.view(tensors, dataSet), tensors::close);
        } catch (RuntimeException e) {
            tensors.close();
            throw e;
        }
    }

    private static StoredPart encoded(DataSet dataSet, Path folder, String part) {
        var index = ShardIndex.read(folder.resolve(part));
        try {
            var shards = Shards.open(index, part, folder);
            try {
                var images =
                        ImageSet.encoded(dataSet.shape(), dataSet.classes(), dataSet.framing(), shards, index.labels());
                return new StoredPart(images, shards::close);
            } catch (RuntimeException e) {
                shards.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the images of %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
