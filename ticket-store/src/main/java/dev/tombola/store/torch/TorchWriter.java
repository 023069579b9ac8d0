package dev.tombola.store.torch;

import dev.tombola.store.tensor.TensorView;
import dev.tombola.store.tensor.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a zip as {@code torch.save} does; see {@link TorchCheckpoint#write}. */
final class TorchWriter {
    private static final String FOLDER = "archive/";

    /** The earliest that a zip can say: equal tensors give equal files. */
    private static final LocalDateTime LONG_AGO = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final List<TensorView> tensors;

    TorchWriter(List<TensorView> tensors) {
        this.tensors = List.copyOf(tensors);
        var names = new HashSet<String>();
        for (var tensor : tensors) {
            if (!names.add(tensor.name())) {
                throw new IllegalArgumentException("two tensors are named " + tensor.name());
            }
        }
    }

    void writeTo(OutputStream out) throws IOException {
        var pickle = StateDictPickle.of(tensors);
        var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.setMethod(ZipOutputStream.STORED);
        add(zip, "data.pkl", pickle.length, target -> target.write(pickle));
        addText(zip, "byteorder", "little");
        for (int i = 0; i < tensors.size(); i++) {
            var tensor = tensors.get(i);
            add(zip, "data/" + i, tensor.data().byteSize(), tensor::writeTo);
        }
        addText(zip, "version", "3\n");
        zip.finish();
        out.flush();
    }

    private static void addText(ZipOutputStream zip, String name, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        add(zip, name, bytes.length, target -> target.write(bytes));
    }

    /** What is stored uncompressed has its checksum in front of it. */
    private static void add(ZipOutputStream zip, String name, long size, WholeFile.Content content) throws IOException {
        var entry = new ZipEntry(FOLDER + name);
        entry.setTimeLocal(LONG_AGO);
        entry.setSize(size);
        var sum = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
        content.writeTo(sum);
        entry.setCrc(sum.getChecksum().getValue());
        zip.putNextEntry(entry);
        content.writeTo(zip);
        zip.closeEntry();
    }
}
