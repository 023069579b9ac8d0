package dev.tombola.store.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.store.tensor.InvalidTensorFileException;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pickles operation by operation. A dictionary's keys are written out, so that they tell how numbers and texts are read. */
class PickleDetailsTest {
    @Test
    void readsNumbersOfEveryWidth() throws IOException {
        assertKey("255", new PickleScript().op(PickleOp.EMPTY_DICT).op(PickleOp.BININT1, 255));
        assertKey("258", new PickleScript().op(PickleOp.EMPTY_DICT).op(PickleOp.BININT2, 2, 1));
        assertKey("-2", new PickleScript().op(PickleOp.EMPTY_DICT).op(PickleOp.BININT, 254, 255, 255, 255));
        assertKey("0", new PickleScript().op(PickleOp.EMPTY_DICT).op(PickleOp.LONG1, 0));
        assertKey("-1", new PickleScript().op(PickleOp.EMPTY_DICT).op(PickleOp.LONG1, 1, 255));
        assertKey("255", new PickleScript().op(PickleOp.EMPTY_DICT).op(PickleOp.LONG1, 2, 255, 0));
        assertKey("-32768", new PickleScript().op(PickleOp.EMPTY_DICT).op(PickleOp.LONG1, 2, 0, 128));
    }

    @Test
    void readsTextsOfEveryKindAndSkipsWhatTensorsNeedNoneOf() throws IOException {
        assertKey("ab", new PickleScript().op(PickleOp.EMPTY_DICT).op(PickleOp.BINUNICODE, 2, 0, 0, 0, 'a', 'b'));
        assertKey("ab", new PickleScript().op(PickleOp.EMPTY_DICT).op(PickleOp.SHORT_BINSTRING, 2, 'a', 'b'));
        assertKey(
                "k",
                new PickleScript()
                        .op(PickleOp.PROTO, 4)
                        .op(PickleOp.FRAME, 0, 0, 0, 0, 0, 0, 0, 0)
                        .op(PickleOp.BINFLOAT, 1, 2, 3, 4, 5, 6, 7, 8)
                        .op(PickleOp.BINBYTES, 1, 0, 0, 0, '.')
                        .op(PickleOp.SHORT_BINBYTES, 1, '.')
                        .op(PickleOp.BINBYTES8, 1, 0, 0, 0, 0, 0, 0, 0, '.')
                        .op(PickleOp.EMPTY_DICT)
                        .text("k"));
    }

    @Test
    void recallsWhatItStoredInEveryWay() throws IOException {
        assertKey(
                "a",
                new PickleScript()
                        .text("a")
                        .op(PickleOp.MEMOIZE)
                        .text("b")
                        .op(PickleOp.MEMOIZE)
                        .op(PickleOp.EMPTY_DICT)
                        .op(PickleOp.BINGET, 0));
        assertKey(
                "b",
                new PickleScript()
                        .text("b")
                        .op(PickleOp.LONG_BINPUT, 1, 1, 0, 0)
                        .op(PickleOp.EMPTY_DICT)
                        .op(PickleOp.LONG_BINGET, 1, 1, 0, 0));
    }

    @Test
    void refusesDictionariesThatAreNone() {
        assertRefused(
                new PickleScript()
                        .op(PickleOp.EMPTY_DICT)
                        .op(PickleOp.MARK)
                        .text("a")
                        .op(PickleOp.SETITEMS),
                "a dictionary's last key has no value");
        assertRefused(
                new PickleScript().op(PickleOp.EMPTY_DICT).ops(PickleOp.NONE, PickleOp.NONE, PickleOp.SETITEM),
                "refuses a dictionary's key that is neither text nor a whole number");
        assertRefused(
                new PickleScript()
                        .op(PickleOp.MARK)
                        .text("a")
                        .op(PickleOp.NONE)
                        .text("a")
                        .ops(PickleOp.NONE, PickleOp.DICT),
                "a dictionary has two entries a");
        assertRefused(
                new PickleScript().op(PickleOp.NONE).text("a").ops(PickleOp.NONE, PickleOp.SETITEM),
                "refuses SETITEMS of what is no dictionary");
        assertRefused(
                new PickleScript().ops(PickleOp.NONE, PickleOp.NONE, PickleOp.APPEND),
                "refuses APPEND to what is no list");
    }

    @Test
    void refusesCallsWithArgumentsOfAnotherKind() {
        assertRefused(
                new PickleScript().ops(PickleOp.NONE, PickleOp.NONE, PickleOp.STACK_GLOBAL),
                "refuses STACK_GLOBAL of what is no name");
        assertRefused(
                new PickleScript().global("collections", "OrderedDict").ops(PickleOp.NONE, PickleOp.REDUCE),
                "refuses REDUCE without arguments");
        assertRefused(
                new PickleScript()
                        .global("collections", "OrderedDict")
                        .ops(PickleOp.NONE, PickleOp.TUPLE1, PickleOp.REDUCE),
                "refuses REDUCE with what is no list");
        assertRefused(
                new PickleScript()
                        .global("collections", "OrderedDict")
                        .ops(PickleOp.NONE, PickleOp.TUPLE1, PickleOp.TUPLE1, PickleOp.TUPLE1, PickleOp.REDUCE),
                "refuses REDUCE of a dictionary whose entries are no pairs");
        assertRefused(
                new PickleScript().global("torch._utils", "_rebuild_tensor").ops(PickleOp.EMPTY_TUPLE, PickleOp.REDUCE),
                "refuses REDUCE of a tensor without a storage");
        assertRefused(
                new PickleScript()
                        .global("torch._utils", "_rebuild_parameter")
                        .ops(PickleOp.EMPTY_TUPLE, PickleOp.REDUCE),
                "refuses REDUCE of a parameter without a tensor");
        assertRefused(
                new PickleScript().ops(PickleOp.NONE, PickleOp.BINPERSID), "refuses BINPERSID of what is no storage");
    }

    @Test
    void readsTheEntriesThatPython2GivesAlong() throws IOException {
        assertOthers(
                new PickleScript()
                        .global("collections", "OrderedDict")
                        .text("old")
                        .ops(PickleOp.NONE, PickleOp.TUPLE2, PickleOp.TUPLE1, PickleOp.TUPLE1, PickleOp.REDUCE),
                "old");
    }

    @Test
    void aStorageHasOneSizeAndNoneThatIsUnthinkable() {
        assertRefused(
                new PickleScript().storage("ByteStorage", "0", 1).storage("ByteStorage", "0", 2),
                "storage 0 is of two types or sizes");
        assertRefused(new PickleScript().storage("ByteStorage", "0", -1), "storage 0 cannot have -1 elements");
        assertRefused(
                new PickleScript().storage("ByteStorage", "0", (1L << 56) + 1),
                "storage 0 cannot have 72057594037927937 elements");
        assertRefused(new PickleScript().storage("ByteStorage", "0", 1L << 56).op(PickleOp.POP), "refuses POP");
    }

    @Test
    void aTensorHasSixtyFourDimensionsAtMost() {
        assertRefused(tensor(new long[64]), "shape [0, 0");
        assertRefused(tensor(new long[65]), "a tensor has more than 64 dimensions");
    }

    @Test
    void aNameHasAThousandLettersAtMost() {
        assertRefused(new PickleScript().global("x".repeat(1000), "y"), "refuses GLOBAL xxx");
        assertRefused(new PickleScript().global("x".repeat(1001), "y"), "a name has more than 1000 letters");
    }

    @Test
    void dictionariesLieSixtyFourDeepAtMost() throws IOException {
        assertThat(TorchCheckpoint.of(nested(64).zip(Map.of())).parts()).isEmpty();
        assertThatThrownBy(() -> TorchCheckpoint.of(nested(65).zip(Map.of())))
                .hasMessageContaining("dictionaries lie more than 64 deep in each other");
    }

    private static PickleScript nested(int depth) {
        var pickle = new PickleScript();
        for (int i = 0; i < depth; i++) {
            pickle.op(PickleOp.EMPTY_LIST);
        }
        for (int i = 1; i < depth; i++) {
            pickle.op(PickleOp.APPEND);
        }
        return pickle.op(PickleOp.STOP);
    }

    private static PickleScript tensor(long[] shape) {
        return new PickleScript()
                .op(PickleOp.EMPTY_DICT)
                .text("a")
                .global("torch._utils", "_rebuild_tensor")
                .op(PickleOp.MARK)
                .storage("ByteStorage", "0", 1)
                .whole(0)
                .wholes(shape)
                .wholes(1)
                .ops(PickleOp.TUPLE, PickleOp.REDUCE, PickleOp.SETITEM, PickleOp.STOP);
    }

    private static void assertKey(String key, PickleScript pickle) throws IOException {
        assertOthers(pickle.ops(PickleOp.NONE, PickleOp.SETITEM), key);
    }

    private static void assertOthers(PickleScript pickle, String key) throws IOException {
        assertThat(TorchCheckpoint.of(pickle.op(PickleOp.STOP).zip(Map.of())).others())
                .containsExactly(key);
    }

    private static void assertRefused(PickleScript pickle, String fault) {
        assertThatThrownBy(() -> TorchCheckpoint.of(pickle.zip(Map.of())))
                .isInstanceOf(InvalidTensorFileException.class)
                .hasMessageContaining(fault);
    }
}
