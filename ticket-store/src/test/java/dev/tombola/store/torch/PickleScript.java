package dev.tombola.store.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes pickles by hand, operation by operation: those that nobody sensible would write. */
final class PickleScript {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleScript ops(PickleOp... ops) {
        for (var op : ops) {
            op(op);
        }
        return this;
    }

    PickleScript op(PickleOp op, int... arguments) {
        out.write(op.code());
        for (int argument : arguments) {
            out.write(argument);
        }
        return this;
    }

    PickleScript text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        op(PickleOp.SHORT_BINUNICODE, utf8.length).out.writeBytes(utf8);
        return this;
    }

    PickleScript whole(long value) {
        op(PickleOp.LONG1, Long.BYTES).out.writeBytes(little(value));
        return this;
    }

    PickleScript wholes(long... values) {
        op(PickleOp.MARK);
        for (long value : values) {
            whole(value);
        }
        return op(PickleOp.TUPLE);
    }

    PickleScript global(String module, String name) {
        op(PickleOp.GLOBAL).out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    PickleScript storage(String type, String key, long elements) {
        return op(PickleOp.MARK)
                .text("storage")
                .global("torch", type)
                .text(key)
                .text("cpu")
                .whole(elements)
                .ops(PickleOp.TUPLE, PickleOp.BINPERSID);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /** A checkpoint of this pickle and storages. */
    byte[] zip(Map<String, byte[]> storages) throws IOException {
        var file = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("x/data.pkl"));
            zip.write(bytes());
            for (var storage : storages.entrySet()) {
                zip.putNextEntry(new ZipEntry("x/data/" + storage.getKey()));
                zip.write(storage.getValue());
            }
        }
        return file.toByteArray();
    }

    private static byte[] little(long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }
}
