package dev.tombola.store.torch;

import dev.tombola.store.tensor.TensorView;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The pickle of a state dict, in protocol 2: tensor i is all of storage i. */
final class StateDictPickle {
    private static final int PROTOCOL = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private StateDictPickle() {}

    static byte[] of(List<TensorView> tensors) {
        var pickle = new StateDictPickle();
        pickle.op(PickleOp.PROTO).out.write(PROTOCOL);
        pickle.orderedDict().op(PickleOp.MARK);
        for (int i = 0; i < tensors.size(); i++) {
            pickle.text(tensors.get(i).name()).tensor(tensors.get(i), String.valueOf(i));
        }
        return pickle.op(PickleOp.SETITEMS).op(PickleOp.STOP).out.toByteArray();
    }

    private void tensor(TensorView tensor, String key) {
        global("torch._utils", "_rebuild_tensor_v2").op(PickleOp.MARK).op(PickleOp.MARK);
        text("storage").global("torch", storage(tensor)).text(key).text("cpu").whole(tensor.size());
        op(PickleOp.TUPLE).op(PickleOp.BINPERSID).whole(0);
        wholes(tensor.shape()).wholes(strides(tensor.shape()));
        op(PickleOp.NEWFALSE).orderedDict().op(PickleOp.TUPLE).op(PickleOp.REDUCE);
    }

    private static String storage(TensorView tensor) {
        return switch (tensor.dtype()) {
            case F64 -> "DoubleStorage";
            case F32 -> "FloatStorage";
            case F16 -> "HalfStorage";
            case BF16 -> "BFloat16Storage";
            case I64 -> "LongStorage";
            case I32 -> "IntStorage";
            case I16 -> "ShortStorage";
            case I8 -> "CharStorage";
            case U8 -> "ByteStorage";
            case BOOL -> "BoolStorage";
            case U16, U32, U64 ->
                throw new IllegalArgumentException(
                        "tensor %s: PyTorch has no storage of %s".formatted(tensor.name(), tensor.dtype()));
        };
    }

    private static List<Long> strides(List<Long> shape) {
        var strides = new Long[shape.size()];
        long stride = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= Math.max(1, shape.get(i));
        }
        return List.of(strides);
    }

    private StateDictPickle orderedDict() {
        return global("collections", "OrderedDict").op(PickleOp.EMPTY_TUPLE).op(PickleOp.REDUCE);
    }

    private StateDictPickle global(String module, String name) {
        op(PickleOp.GLOBAL).out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    private StateDictPickle text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        op(PickleOp.BINUNICODE);
        number(utf8.length, Integer.BYTES);
        out.writeBytes(utf8);
        return this;
    }

    private StateDictPickle whole(long value) {
        if (value == (int) value) {
            op(PickleOp.BININT);
            return number(value, Integer.BYTES);
        }
        op(PickleOp.LONG1).out.write(Long.BYTES);
        return number(value, Long.BYTES);
    }

    private StateDictPickle wholes(List<Long> values) {
        op(PickleOp.MARK);
        values.forEach(this::whole);
        return op(PickleOp.TUPLE);
    }

    private StateDictPickle number(long value, int bytes) {
        out.write(
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(value)
                        .array(),
                0,
                bytes);
        return this;
    }

    private StateDictPickle op(PickleOp op) {
        out.write(op.code());
        return this;
    }
}
