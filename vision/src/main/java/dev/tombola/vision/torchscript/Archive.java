package dev.tombola.vision.torchscript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A TorchScript archive of a module that has methods and no tensors. */
final class Archive {
    private static final String CLASS = """
            class Functions(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;

    /** The module, pickled: protocol 2, an object of the class above whose {@code training} is true. */
    private static final byte[] MODULE = "\u0080\u0002c__torch__\nFunctions\n)\u0081}X\b\0\0\0training\u0088sb."
            .getBytes(StandardCharsets.ISO_8859_1);

    /** An empty tuple, pickled: all constants stand in the code. */
    private static final byte[] CONSTANTS = "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1);

    private Archive() {}

    /**
     * Equal bytes for equal methods.
     *
     * @param methods in full, from {@code def} on, whose first parameter is {@code self: __torch__.Functions}
     */
    static byte[] of(String... methods) {
        var bytes = new ByteArrayOutputStream();
        try (var archive = new ZipOutputStream(bytes)) {
            add(archive, "data.pkl", MODULE);
            add(archive, "code/__torch__.py", (CLASS + String.join("", methods)).getBytes(StandardCharsets.UTF_8));
            add(archive, "constants.pkl", CONSTANTS);
            add(archive, "version", "3\n".getBytes(StandardCharsets.UTF_8));
            add(archive, "byteorder", "little".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** As it is, which the engine asks of its archives, and with a fixed date. */
    private static void add(ZipOutputStream archive, String name, byte[] content) throws IOException {
        var checksum = new CRC32();
        checksum.update(content);
        var entry = new ZipEntry("module/" + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        archive.putNextEntry(entry);
        archive.write(content);
        archive.closeEntry();
    }
}
