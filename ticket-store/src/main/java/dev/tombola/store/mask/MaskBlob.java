package dev.tombola.store.mask;

import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A level's mask as the store keeps it: {@link Mask#packed()} as a zlib stream, which numpy reads with
 * {@code unpackbits(frombuffer(zlib.decompress(blob), uint8), bitorder="little")}.
 */
public final class MaskBlob {
    private static final int CHUNK_BYTES = 1 << 16;

    private MaskBlob() {}

    /** Huffman coding only: on the bits of a mask it is smaller than searching for repetitions, and ten times as fast. */
    public static byte[] deflate(Mask mask) {
        try (var deflater = new Deflater(Deflater.BEST_SPEED)) {
            deflater.setStrategy(Deflater.HUFFMAN_ONLY);
            deflater.setInput(mask.packed());
            deflater.finish();
            var blob = new ByteArrayOutputStream();
            var chunk = new byte[CHUNK_BYTES];
            while (!deflater.finished()) {
                blob.write(chunk, 0, deflater.deflate(chunk));
            }
            return blob.toByteArray();
        }
    }

    /**
     * Reads what {@link #deflate} or any zlib wrote; inflates no further than the layout asks for.
     *
     * @throws InvalidTensorFileException when the blob is not exactly a mask of that layout
     */
    public static Mask inflate(byte[] blob, MaskLayout layout) {
        try (var inflater = new Inflater()) {
            inflater.setInput(blob);
            var packed = new byte[Mask.packedLength(layout)];
            int length = fill(inflater, packed);
            // One byte beyond shows whether there is more; it also takes the checksum in.
            boolean more = length == packed.length && fill(inflater, new byte[1]) > 0;
            if (more || length < packed.length) {
                throw new InvalidTensorFileException("a mask of %d weights takes %d bytes, the blob holds %s"
                        .formatted(layout.size(), packed.length, more ? "more" : length));
            }
            if (!inflater.finished() || inflater.getRemaining() > 0) {
                throw new InvalidTensorFileException("the mask's zlib stream %s"
                        .formatted(inflater.finished() ? "is followed by something else" : "is truncated"));
            }
            return Mask.unpack(layout, packed);
        } catch (DataFormatException e) {
            throw new InvalidTensorFileException("the mask is not a zlib stream: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new InvalidTensorFileException("the mask's last byte is not filled up with zeros", e);
        }
    }

    private static int fill(Inflater inflater, byte[] target) throws DataFormatException {
        int length = 0;
        while (length < target.length && !inflater.finished() && !inflater.needsDictionary()) {
            int inflated = inflater.inflate(target, length, target.length - length);
            if (inflated == 0 && inflater.needsInput()) {
                return length;
            }
            length += inflated;
        }
        return length;
    }
}
