package dev.tombola.store.torch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.store.tensor.InvalidTensorFileException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pickles made to run something, to break the reader or to exhaust it. */
class HostilePickleTest {
    @Test
    void refusesWhateverWouldRunOrMakeSomethingByName() {
        assertRefused(new PickleScript().global("os", "system"), "refuses GLOBAL os.system: ");
        assertRefused(
                new PickleScript().text("builtins").text("eval").op(PickleOp.STACK_GLOBAL),
                "refuses STACK_GLOBAL builtins.eval: ");
        assertRefused(new PickleScript().op(PickleOp.INST, 'o', 's', '\n', 'x', '\n'), "refuses INST os.x: ");
        assertRefused(new PickleScript().op(PickleOp.OBJ), "refuses OBJ: ");
        assertRefused(new PickleScript().op(PickleOp.NEWOBJ), "refuses NEWOBJ: ");
        assertRefused(new PickleScript().op(PickleOp.EXT1), "refuses EXT1: ");
        assertRefused(
                new PickleScript()
                        .global("torch", "FloatStorage")
                        .op(PickleOp.EMPTY_TUPLE)
                        .op(PickleOp.REDUCE),
                "refuses REDUCE of what is no function: ");
        assertRefused(
                new PickleScript()
                        .op(PickleOp.EMPTY_LIST)
                        .op(PickleOp.EMPTY_DICT)
                        .op(PickleOp.BUILD),
                "refuses BUILD of what is no dictionary: ");
    }

    @Test
    void refusesBrokenPickles() {
        assertRefused(new PickleScript(), "truncated: at byte 0");
        assertRefused(new PickleScript().op(PickleOp.STOP), "takes more than there is");
        assertRefused(new PickleScript().op(PickleOp.TUPLE), "looks for a mark");
        assertRefused(new PickleScript().op(PickleOp.MARK).op(PickleOp.STOP), "takes more than there is");
        assertRefused(new PickleScript().op(PickleOp.BINGET, 3), "recalls 3, which it never stored");
        assertRefused(new PickleScript().op(PickleOp.BINUNICODE, 255, 255, 255, 255), "4294967295 more are announced");
        assertRefused(new PickleScript().op(PickleOp.BINBYTES8, 0, 0, 0, 0, 0, 0, 0, 128), "9223372036854775808 more");
        assertRefused(new PickleScript().op(PickleOp.NONE, 255), "0xff is no operation of a pickle");
    }

    @Test
    void refusesCirclesAndWhatGrowsWithoutEnd() {
        var circle = new PickleScript()
                .op(PickleOp.EMPTY_DICT)
                .op(PickleOp.BINPUT, 0)
                .text("self")
                .op(PickleOp.BINGET, 0)
                .op(PickleOp.SETITEM)
                .op(PickleOp.STOP);
        assertThatThrownBy(() -> TorchCheckpoint.of(circle.zip(Map.of())))
                .hasMessageContaining("more than 64 deep in each other, or in themselves");

        var laughs = new PickleScript().op(PickleOp.EMPTY_TUPLE);
        for (int i = 0; i < 60; i++) {
            laughs.op(PickleOp.BINPUT, 0).op(PickleOp.BINGET, 0).op(PickleOp.TUPLE2);
        }
        assertThatThrownBy(() -> TorchCheckpoint.of(laughs.op(PickleOp.STOP).zip(Map.of())))
                .hasMessageContaining("have more than 4194304 entries");

        var endless = new PickleScript();
        for (int i = 0; i < 3_000_000; i++) {
            endless.op(PickleOp.NONE);
        }
        assertThatThrownBy(() -> TorchCheckpoint.of(endless.zip(Map.of())))
                .hasMessageContaining("takes more than 2097152 operations");
    }

    private static void assertRefused(PickleScript pickle, String fault) {
        assertThatThrownBy(() -> TorchCheckpoint.of(pickle.zip(Map.of())))
                .isInstanceOf(InvalidTensorFileException.class)
                .hasMessageContaining(fault)
                .hasMessageNotContaining("\n");
    }
}
