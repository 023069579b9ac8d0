package dev.tombola.store.torch;

import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.torch.Pickled.Entries;
import dev.tombola.store.torch.Pickled.Items;
import dev.tombola.store.torch.Pickled.Other;
import dev.tombola.store.torch.Pickled.Storage;
import dev.tombola.store.torch.Pickled.Text;
import dev.tombola.store.torch.Pickled.Whole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An interpreter of the few operations of Python's pickle that tensors need. Nothing is run: the functions that a file may
 * name are those of {@link PickledCalls}, and an operation that would call another, or make an object, is refused by name.
 */
final class Pickle {
    /** A network of ten thousand tensors takes half a million; each may leave an object behind. */
    private static final int MOST_OPERATIONS = 1 << 21;

    private final PickleCursor cursor;
    private final Map<String, Storage> storages;
    private final PickleStack stack = new PickleStack();
    private long operations;

    private Pickle(PickleCursor cursor, Map<String, Storage> storages) {
        this.cursor = cursor;
        this.storages = storages;
    }

    /** Reads one pickle that names no storages; the cursor then stands behind it. */
    static Pickled read(PickleCursor cursor) {
        return read(cursor, new HashMap<>());
    }

    /**
     * Reads one pickle; the cursor then stands behind it.
     *
     * @param storages takes up what the pickle names, by key
     */
    static Pickled read(PickleCursor cursor, Map<String, Storage> storages) {
        return new Pickle(cursor, storages).run();
    }

    private Pickled run() {
        for (var op = next(); op != PickleOp.STOP; op = next()) {
            run(op);
        }
        return stack.pop();
    }

    private PickleOp next() {
        count(1);
        return PickleOp.of(cursor.unsignedByte());
    }

    private void run(PickleOp op) {
        switch (op) {
            case PROTO -> cursor.skip(1);
            case FRAME -> cursor.skip(Long.BYTES);
            case MARK -> stack.mark();
            case NONE -> stack.push(Other.NOTHING);
            case NEWTRUE -> stack.push(Other.YES);
            case NEWFALSE -> stack.push(Other.NO);
            case BININT -> stack.push(Whole.of(cursor.signedInt()));
            case BININT1 -> stack.push(Whole.of(cursor.unsignedByte()));
            case BININT2 -> stack.push(Whole.of(cursor.unsignedShort()));
            case LONG1 -> stack.push(new Whole(cursor.wholeNumber(cursor.unsignedByte())));
            case BINFLOAT -> skip(Other.FRACTION, Double.BYTES);
            case BINBYTES -> skip(Other.BYTES, cursor.unsignedInt());
            case SHORT_BINBYTES -> skip(Other.BYTES, cursor.unsignedByte());
            case BINBYTES8 -> skip(Other.BYTES, cursor.signedLong());
            case BINUNICODE, BINSTRING -> stack.push(new Text(cursor.text(cursor.unsignedInt())));
            case SHORT_BINUNICODE, SHORT_BINSTRING -> stack.push(new Text(cursor.text(cursor.unsignedByte())));
            case EMPTY_TUPLE, EMPTY_LIST -> stack.push(new Items());
            case TUPLE, LIST -> stack.push(new Items(stack.popToMark()));
            case TUPLE1 -> stack.push(new Items(stack.pop(1)));
            case TUPLE2 -> stack.push(new Items(stack.pop(2)));
            case TUPLE3 -> stack.push(new Items(stack.pop(3)));
            case EMPTY_DICT -> stack.push(new Entries());
            case DICT -> stack.push(put(stack.popToMark(), new Entries()));
            case APPEND -> append(stack.pop(1));
            case APPENDS -> append(stack.popToMark());
            case SETITEM -> put(stack.pop(2));
            case SETITEMS -> put(stack.popToMark());
            case BINPUT -> stack.remember(cursor.unsignedByte());
            case LONG_BINPUT -> stack.remember(cursor.unsignedInt());
            case MEMOIZE -> stack.rememberNext();
            case BINGET -> stack.recall(cursor.unsignedByte());
            case LONG_BINGET -> stack.recall(cursor.unsignedInt());
            case GLOBAL -> stack.push(PickledCalls.named(op, cursor.line(), cursor.line()));
            case STACK_GLOBAL -> stackGlobal();
            case BINPERSID -> storage();
            case REDUCE -> reduce();
            case BUILD -> build();
            case INST -> throw PickledCalls.refused(op, cursor.line() + "." + cursor.line());
            case STOP, // ends the loop before it comes here
                    POP,
                    POP_MARK,
                    DUP,
                    FLOAT,
                    INT,
                    LONG,
                    LONG4,
                    PERSID,
                    STRING,
                    UNICODE,
                    BINUNICODE8,
                    GET,
                    PUT,
                    OBJ,
                    NEWOBJ,
                    NEWOBJ_EX,
                    EXT1,
                    EXT2,
                    EXT4,
                    EMPTY_SET,
                    ADDITEMS,
                    FROZENSET,
                    BYTEARRAY8,
                    NEXT_BUFFER,
                    READONLY_BUFFER -> throw PickledCalls.refused(op, "");
        }
    }

    private void count(long steps) {
        operations += steps;
        if (operations > MOST_OPERATIONS) {
            throw new InvalidTensorFileException("the pickle takes more than %d operations".formatted(MOST_OPERATIONS));
        }
    }

    private void skip(Other value, long length) {
        cursor.skip(length);
        stack.push(value);
    }

    private void append(List<Pickled> added) {
        if (!(stack.top() instanceof Items list)) {
            throw PickledCalls.refused(PickleOp.APPEND, "to what is no list");
        }
        list.values().addAll(added);
    }

    private void put(List<Pickled> keysAndValues) {
        if (!(stack.top() instanceof Entries entries)) {
            throw PickledCalls.refused(PickleOp.SETITEMS, "of what is no dictionary");
        }
        put(keysAndValues, entries);
    }

    private static Entries put(List<Pickled> keysAndValues, Entries entries) {
        if (keysAndValues.size() % 2 != 0) {
            throw new InvalidTensorFileException("a dictionary's last key has no value");
        }
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            entries.put(keysAndValues.get(i), keysAndValues.get(i + 1));
        }
        return entries;
    }

    private void stackGlobal() {
        var names = stack.pop(2);
        if (!(names.getFirst() instanceof Text module) || !(names.getLast() instanceof Text name)) {
            throw PickledCalls.refused(PickleOp.STACK_GLOBAL, "of what is no name");
        }
        stack.push(PickledCalls.named(PickleOp.STACK_GLOBAL, module.value(), name.value()));
    }

    private void storage() {
        var storage = PickledCalls.storage(stack.pop());
        if (!storage.equals(storages.computeIfAbsent(storage.key(), key -> storage))) {
            throw new InvalidTensorFileException("storage %s is of two types or sizes".formatted(storage.key()));
        }
        stack.push(storage);
    }

    private void reduce() {
        var called = stack.pop(2);
        if (!(called.getLast() instanceof Items arguments)) {
            throw PickledCalls.refused(PickleOp.REDUCE, "without arguments");
        }
        // The same long list may be an argument of many calls.
        arguments
                .values()
                .forEach(argument ->
                        count(argument instanceof Items list ? list.values().size() : 0));
        stack.push(PickledCalls.call(called.getFirst(), arguments.values()));
    }

    /** Gives an object its attributes. PyTorch's dictionaries have one, {@code _metadata}, which holds no tensors. */
    private void build() {
        stack.pop();
        if (!(stack.top() instanceof Entries)) {
            throw PickledCalls.refused(PickleOp.BUILD, "of what is no dictionary");
        }
    }
}
