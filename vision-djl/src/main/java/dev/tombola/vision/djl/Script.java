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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Stream;

/** A TorchScript archive on the engine. Ends with the memory that it was loaded into. */
public final class Script {
    private final PtSymbolBlock module;

    public Script(byte[] archive, NDManager memory) {
        try {
            module = JniUtils.loadModule((PtNDManager) memory, new ByteArrayInputStream(archive), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its method {@code forward}; the result is in the memory of the first, and gradients flow through it. */
    public NDArray forward(NDArray... tensors) {
        beReproducible();
        return IValueUtils.forward(module, new NDList(tensors), true).singletonOrThrow();
    }

    /** Another of its methods, without gradients, in the memory of the first; first the tensors, then the numbers. */
    public NDArray call(String method, NDArray[] tensors, double... numbers) {
        beReproducible();
        var arguments = Stream.concat(
                        Arrays.stream(tensors).map(tensor -> IValue.from((PtNDArray) tensor)),
                        Arrays.stream(numbers).mapToObj(IValue::from))
                .toArray(IValue[]::new);
        try (var result = IValueUtils.runMethod(module, method, arguments)) {
            return result.toTensor((PtNDManager) tensors[0].getManager());
        } finally {
            Arrays.stream(arguments).forEach(IValue::close);
        }
    }

    /** The engine would fuse what it has seen a few times, and a resumed run had other last bits. Holds for this thread. */
    private static void beReproducible() {
        JniUtils.setGraphExecutorOptimize(false);
    }
}
