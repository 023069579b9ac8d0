package dev.tombola.store.dataset;

import dev.tombola.vision.data.EncodedImages;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Encoded images in shards on this machine's disk, mapped: what is in memory of them is the system's to decide. */
final class Shards implements EncodedImages, AutoCloseable {
    private final Arena memory = Arena.ofShared();
    private final ShardIndex index;
    private final List<Path> files = new ArrayList<>();
    private final List<MemorySegment> shards = new ArrayList<>();

    private Shards(ShardIndex index) {
        this.index = index;
    }

    /** Of a folder whose files have been verified. */
    static Shards open(ShardIndex index, String part, Path folder) throws IOException {
        var shards = new Shards(index);
        try {
            for (int i = 0; i < index.shards().size(); i++) {
                shards.map(folder.resolve(ShardIndex.name(part, i)));
            }
            return shards;
        } catch (IOException | RuntimeException e) {
            shards.close();
            throw e;
        }
    }

    private void map(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            shards.add(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), memory));
            files.add(file);
        }
    }

    @Override
    public byte[] encoded(int image) {
        return shards.get(index.shardOf(image))
                .asSlice(index.offset(image), index.length(image))
                .toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    public String name(int image) {
        return "image %d, at byte %d of %s,".formatted(image, index.offset(image), files.get(index.shardOf(image)));
    }

    @Override
    public void close() {
        memory.close();
    }
}
