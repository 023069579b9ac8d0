package dev.tombola.vision.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.torchscript.TorchScriptEmitter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A network in training mode as one call of the engine, which computes in types that DJL has none of: {@code toType(BFLOAT16)}
 * of DJL 0.35 ends the JVM, a cast within TorchScript works. Ends with the memory that it was made in.
 */
final class ScriptedNetwork {
    private final PtSymbolBlock module;

    ScriptedNetwork(Network network, TorchEngine engine, NDManager memory) {
        var archive = new ByteArrayInputStream(TorchScriptEmitter.emit(network, engine.precision(), engine.layout()));
        try {
            module = JniUtils.loadModule((PtNDManager) memory, archive, false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Logits, in the memory of the images; changes the statistics. Gradients flow to the parameters. */
    NDArray train(NDArray images, NDArray parameters, NDArray statistics) {
        beReproducible();
        return IValueUtils.forward(module, new NDList(images, parameters, statistics), true)
                .singletonOrThrow();
    }

    /** Logits, in the memory of the images. */
    NDArray evaluate(NDArray images, NDArray parameters, NDArray statistics) {
        beReproducible();
        try (var x = IValue.from((PtNDArray) images);
                var p = IValue.from((PtNDArray) parameters);
                var s = IValue.from((PtNDArray) statistics);
                var logits = IValueUtils.runMethod(module, "evaluate", x, p, s)) {
            return logits.toTensor((PtNDManager) images.getManager());
        }
    }

    /** The engine would fuse what it has seen a few times, and a resumed run had other last bits. Holds for this thread. */
    private static void beReproducible() {
        JniUtils.setGraphExecutorOptimize(false);
    }
}
