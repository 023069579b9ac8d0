package dev.tombola.vision.torchscript;

import dev.tombola.vision.data.Layout;
import dev.tombola.vision.network.Network;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes what a network computes as a TorchScript archive: a module without tensors of its own and with two methods, {@code
 * forward} in training mode and {@code evaluate} in evaluation mode and float32. Either takes {@code (images, parameters,
 * statistics)} and gives the logits, batch x classes, float32. Images are batch x channels x height x width, float32,
 * normalised; {@code parameters} holds all trainable tensors one after the other, in the order of {@link Network#parameters},
 * the weights of convolutions out x height x width x in where the layout is channels-last; {@code statistics} holds the others,
 * which batch norm changes in place while it trains. Equal arguments give equal bytes.
 */
public final class TorchScriptEmitter {
    private static final String CLASS = """
            class Network(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;

    private static final String METHOD = """
              def %s(self: __torch__.Network,
                images: Tensor,
                parameters: Tensor,
                statistics: Tensor) -> Tensor:
            """;

    /** The module, pickled: protocol 2, an object of the class above whose {@code training} is true. */
    private static final byte[] MODULE =
            "\u0080\u0002c__torch__\nNetwork\n)\u0081}X\b\0\0\0training\u0088sb.".getBytes(StandardCharsets.ISO_8859_1);

    /** An empty tuple, pickled: all constants stand in the code. */
    private static final byte[] CONSTANTS = "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1);

    private TorchScriptEmitter() {}

    /**
     * The archive.
     *
     * @param precision of the training
     * @param layout of the images
     */
    public static byte[] emit(Network network, Precision precision, Layout layout) {
        var bytes = new ByteArrayOutputStream();
        try (var archive = new ZipOutputStream(bytes)) {
            add(archive, "data.pkl", MODULE);
            add(archive, "code/__torch__.py", code(network, precision, layout).getBytes(StandardCharsets.UTF_8));
            add(archive, "constants.pkl", CONSTANTS);
            add(archive, "version", "3\n".getBytes(StandardCharsets.UTF_8));
            add(archive, "byteorder", "little".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String code(Network network, Precision precision, Layout layout) {
        return CLASS
                + METHOD.formatted("forward")
                + new Statements(network, precision, layout, true).body()
                + METHOD.formatted("evaluate")
                + new Statements(network, Precision.FLOAT32, layout, false).body();
    }

    /** As it is, which the engine asks of its archives, and with a fixed date. */
    private static void add(ZipOutputStream archive, String name, byte[] content) throws IOException {
        var checksum = new CRC32();
        checksum.update(content);
        var entry = new ZipEntry("network/" + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        archive.putNextEntry(entry);
        archive.write(content);
        archive.closeEntry();
    }
}
