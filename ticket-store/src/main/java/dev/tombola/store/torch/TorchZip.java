package dev.tombola.store.torch;

import dev.tombola.store.tensor.Allowance;
import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.torch.Pickled.Storage;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A checkpoint as PyTorch has saved it since 1.6: a zip of a pickle and, entry by entry, the storages that it names. */
final class TorchZip implements TorchStorages {
    private static final String PICKLE = "data.pkl";
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final Map<String, ZipDirectory.Entry> entries;
    private final String folder;
    private final Allowance allowance;
    private final Map<String, MemorySegment> read = new HashMap<>();
    private long unread;

    TorchZip(MemorySegment file, Allowance allowance) {
        this.entries = ZipDirectory.read(file);
        this.folder = folder(entries);
        this.allowance = allowance;
        this.unread = file.byteSize();
        var order = entries.get(folder + "byteorder");
        if (order != null && !text(order).equals("little")) {
            throw new InvalidTensorFileException("its numbers are not little-endian; save it on a common processor");
        }
    }

    Pickled pickle() {
        return Pickle.read(new PickleCursor(content(entry(folder + PICKLE))), new HashMap<>());
    }

    @Override
    public MemorySegment bytes(Storage storage) {
        return read.computeIfAbsent(storage.key(), key -> content(entry(folder + "data/" + key)));
    }

    private String text(ZipDirectory.Entry entry) {
        return new PickleCursor(content(entry)).text(entry.size());
    }

    private static String folder(Map<String, ZipDirectory.Entry> entries) {
        var folders = entries.keySet().stream()
                .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
                .map(name -> name.substring(0, name.length() - PICKLE.length()))
                .toList();
        if (folders.size() != 1) {
            throw new InvalidTensorFileException("a zip, but not a checkpoint of PyTorch: %s entry is called data.pkl"
                    .formatted(folders.isEmpty() ? "no" : "more than one"));
        }
        return folders.getFirst();
    }

    private ZipDirectory.Entry entry(String name) {
        var entry = entries.get(name);
        if (entry == null) {
            throw new InvalidTensorFileException("the zip has no entry " + name);
        }
        return entry;
    }

    private MemorySegment content(ZipDirectory.Entry entry) {
        unread -= entry.packed().byteSize();
        if (unread < 0) {
            throw new InvalidTensorFileException("entries of the zip lie on top of each other");
        }
        var content = switch (entry.method()) {
            case STORED -> entry.packed();
            case DEFLATED -> inflated(entry);
            default ->
                throw new InvalidTensorFileException("the zip's entry %s is compressed by an unknown method %d"
                        .formatted(entry.name(), entry.method()));
        };
        if (content.byteSize() != entry.size() || (int) crc(content) != entry.crc()) {
            throw new InvalidTensorFileException(
                    "the zip's entry %s was altered, its size or checksum differs: fetch the file again"
                            .formatted(entry.name()));
        }
        return content;
    }

    private MemorySegment inflated(ZipDirectory.Entry entry) {
        byte[] content = allowance.allocate(entry.size(), "the zip's entry " + entry.name());
        try (var inflater = new Inflater(true)) {
            inflater.setInput(entry.packed().asByteBuffer());
            int length = 0;
            while (length < content.length && !inflater.finished() && !inflater.needsDictionary()) {
                int more = inflater.inflate(content, length, content.length - length);
                if (more == 0 && inflater.needsInput()) {
                    break;
                }
                length += more;
            }
            return MemorySegment.ofArray(content).asSlice(0, length);
        } catch (DataFormatException e) {
            throw new InvalidTensorFileException(
                    "the zip's entry %s is no deflate stream: %s".formatted(entry.name(), e.getMessage()), e);
        }
    }

    private static long crc(MemorySegment content) {
        var crc = new CRC32();
        for (long at = 0; at < content.byteSize(); at += Integer.MAX_VALUE) {
            crc.update(content.asSlice(at, Math.min(Integer.MAX_VALUE, content.byteSize() - at))
                    .asByteBuffer());
        }
        return crc.getValue();
    }
}
