package dev.tombola.vision.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The images of one data set, as its makers divided them. */
public record Samples(DataSet dataSet, ImageSet train, ImageSet test) {
    public Samples {
        for (var part : new ImageSet[] {train, test}) {
            if (!part.shape().equals(dataSet.shape()) || part.classes() != dataSet.classes()) {
                throw new IllegalArgumentException("%s has %d classes of %s, not %d of %s"
                        .formatted(dataSet.name(), dataSet.classes(), dataSet.shape(), part.classes(), part.shape()));
            }
        }
    }

    /** Whether images are missing that the official set has. */
    public boolean isPartial() {
        return train.size() < dataSet.trainImages() || test.size() < dataSet.testImages();
    }

    /**
     * What identifies the data set, in lower-case hexadecimal: SHA-256 over {@code train}, then {@code test}, each its name
     * in ASCII and a zero byte; count, height, width and channels, 4 bytes each, big-endian; all images, row by row with
     * the channels of a pixel together, of encoded ones the length of the file, 8 bytes, and the file; all labels, 2 bytes
     * each, big-endian.
     */
    public String digest() {
        var digest = sha256();
        add("train", train, digest);
        add("test", test, digest);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(String name, ImageSet part, MessageDigest digest) {
        digest.update((name + "\0").getBytes(StandardCharsets.US_ASCII));
        var shape = part.shape();
        digest.update(ByteBuffer.allocate(16)
                .putInt(part.size())
                .putInt(shape.height())
                .putInt(shape.width())
                .putInt(shape.channels())
                .flip());
        for (int i = 0; i < part.size(); i++) {
            var stored = part.stored(i);
            if (part.isEncoded()) {
                digest.update(
                        ByteBuffer.allocate(Long.BYTES).putLong(stored.length).flip());
            }
            digest.update(stored);
        }
        var labels = ByteBuffer.allocate(part.size() * Short.BYTES);
        for (int label : part.labels()) {
            labels.putShort((short) label);
        }
        digest.update(labels.flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
