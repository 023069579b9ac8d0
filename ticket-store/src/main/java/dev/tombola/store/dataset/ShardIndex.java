package dev.tombola.store.dataset;

import dev.tombola.store.tensor.DType;
import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Where encoded images lie in the shards of their part, as safetensors: {@code labels}, I64 [n]; {@code offsets}, I64 [n + 1],
 * from where to where each image's file goes when the shards are laid end to end, none across two of them; of the shards
 * {@code shard_offsets}, I64 [s + 1], and {@code shard_sha256}, U8 [s, 32].
 */
final class ShardIndex {
    private static final String LABELS = "labels";
    private static final String OFFSETS = "offsets";
    private static final String SHARD_OFFSETS = "shard_offsets";
    private static final String SHARD_SHA256 = "shard_sha256";
    private static final int SHA256_BYTES = 32;

    private final int[] labels;
    private final long[] offsets;
    private final long[] shardOffsets;
    private final List<ObjectRef> shards;

    /** @throws InvalidTensorFileException when they do not go together */
    ShardIndex(int[] labels, long[] offsets, List<ObjectRef> shards) {
        this.labels = labels.clone();
        this.offsets = offsets.clone();
        this.shards = List.copyOf(shards);
        shardOffsets = new long[shards.size() + 1];
        for (int i = 0; i < shards.size(); i++) {
            shardOffsets[i + 1] = shardOffsets[i] + shards.get(i).size();
        }
        requireConsistency();
    }

    /** The name of a shard, beside the part's own file. */
    static String name(String part, int shard) {
        return "%s-%05d.images".formatted(part.substring(0, part.indexOf('.')), shard);
    }

    int[] labels() {
        return labels.clone();
    }

    List<ObjectRef> shards() {
        return shards;
    }

    /** Of all files. */
    long bytes() {
        return shardOffsets[shards.size()];
    }

    int shardOf(int image) {
        int found = Arrays.binarySearch(shardOffsets, offsets[image]);
        return found >= 0 ? found : -found - 2;
    }

    /** Where an image's file begins in its shard. */
    long offset(int image) {
        return offsets[image] - shardOffsets[shardOf(image)];
    }

    int length(int image) {
        return (int) (offsets[image + 1] - offsets[image]);
    }

    void write(Path file) {
        var sha256 = ByteBuffer.allocate(shards.size() * SHA256_BYTES);
        shards.forEach(
                shard -> sha256.put(HexFormat.of().parseHex(shard.digest().hex())));
        Safetensors.write(
                file,
                List.of(
                        longs(LABELS, Arrays.stream(labels).asLongStream().toArray()),
                        longs(OFFSETS, offsets),
                        longs(SHARD_OFFSETS, shardOffsets),
                        TensorView.of(SHARD_SHA256, DType.U8, sha256.array(), shards.size(), SHA256_BYTES)),
                Map.of());
    }

    static ShardIndex read(Path file) {
        try (var tensors = Safetensors.open(file)) {
            var starts = tensors.tensor(SHARD_OFFSETS).toLongs();
            var sha256 = tensors.tensor(SHARD_SHA256);
            if (!sha256.shape().equals(List.of(starts.length - 1L, (long) SHA256_BYTES))) {
                throw new InvalidTensorFileException(
                        "tensor %s is %s, not of %d shards".formatted(SHARD_SHA256, sha256.shape(), starts.length - 1));
            }
            var shards = new ArrayList<ObjectRef>();
            var digest = new byte[SHA256_BYTES];
            for (int i = 0; i + 1 < starts.length; i++) {
                sha256.bytes().get(i * SHA256_BYTES, digest);
                shards.add(new ObjectRef(new Digest(HexFormat.of().formatHex(digest)), starts[i + 1] - starts[i]));
            }
            var labels = Arrays.stream(tensors.tensor(LABELS).toLongs())
                    .mapToInt(Math::toIntExact)
                    .toArray();
            return new ShardIndex(labels, tensors.tensor(OFFSETS).toLongs(), shards);
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw new InvalidTensorFileException("%s is no index of images: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void requireConsistency() {
        if (offsets.length != labels.length + 1 || offsets[0] != 0 || offsets[labels.length] != bytes()) {
            throw new InvalidTensorFileException("tensor %s has %d entries for %d images in %d bytes"
                    .formatted(OFFSETS, offsets.length, labels.length, bytes()));
        }
        for (int image = 0; image < labels.length; image++) {
            long length = offsets[image + 1] - offsets[image];
            if (length < 1 || length > Integer.MAX_VALUE - 8 || offsets[image + 1] > shardOffsets[shardOf(image) + 1]) {
                throw new InvalidTensorFileException(
                        "tensor %s has an image of %d bytes at %d".formatted(OFFSETS, length, offsets[image]));
            }
        }
    }

    private static TensorView longs(String name, long... values) {
        return TensorView.of(name, values, values.length);
    }
}
