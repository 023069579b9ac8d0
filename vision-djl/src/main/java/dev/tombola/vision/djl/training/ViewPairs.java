package dev.tombola.vision.djl.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.tombola.vision.batch.Batch;
import dev.tombola.vision.batch.Batches;
import dev.tombola.vision.batch.Epochs;
import dev.tombola.vision.djl.DjlNetwork;
import dev.tombola.vision.view.Views;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Batches of two views of every image, and what a network makes of them: in as many parts as there would be GPUs, each of
 * which batch norm sees alone. Of the parts' statistics the first's are recorded, as those of the first GPU are.
 */
final class ViewPairs {
    /** Of memory that kernels read: what they add up may depend on it. */
    private static final int ALIGNMENT = 64;

    private final Assignment assignment;
    private final Epochs epochs;
    private final DjlNetwork network;
    private final Views views;
    private final int parts;
    private @Nullable ByteBuffer gathered;

    ViewPairs(Assignment assignment, Epochs epochs, DjlNetwork network, Views views, int parts) {
        this.assignment = assignment;
        this.epochs = epochs;
        this.network = network;
        this.views = views;
        this.parts = parts;
    }

    Batches batches(long first) {
        return Batches.views(
                assignment.splits().train(), assignment.normalisation(), network.layout(), views, epochs, first);
    }

    /** Head's outputs for both views of a batch, first views first; every part has both views of its images. */
    NDArray both(Batch batch, NDArray parameters, NDArray statistics, NDManager scope) {
        int images = batch.size() / 2;
        if (parts == 1) {
            return network.train(images(batch, 0, 2 * images, scope), parameters, statistics);
        }
        int share = images / parts;
        var first = new NDList();
        var second = new NDList();
        for (int part = 0; part < parts; part++) {
            var rows = NDArrays.concat(
                    new NDList(
                            images(batch, part * share, share, scope),
                            images(batch, images + part * share, share, scope)),
                    0);
            var outputs = network.train(rows, parameters, recorded(part, statistics, scope));
            first.add(outputs.get("0:{}", share));
            second.add(outputs.get("{}:", share));
        }
        first.addAll(second);
        return NDArrays.concat(first, 0);
    }

    /** Head's outputs for one view of each image. */
    NDArray one(Batch batch, int view, NDArray parameters, NDArray statistics, NDManager scope) {
        int images = batch.size() / 2;
        int share = images / parts;
        var outputs = new NDList();
        for (int part = 0; part < parts; part++) {
            var rows = images(batch, view * images + part * share, share, scope);
            outputs.add(network.train(rows, parameters, recorded(part, statistics, scope)));
        }
        return parts == 1 ? outputs.singletonOrThrow() : NDArrays.concat(outputs, 0);
    }

    /** Likewise, where the parts are made of the images in another order; the outputs are in the batch's own. */
    NDArray shuffled(Batch batch, int view, int[] order, NDArray parameters, NDArray statistics, NDManager scope) {
        int images = batch.size() / 2;
        int share = images / parts;
        var outputs = new NDList();
        for (int part = 0; part < parts; part++) {
            var rows = gathered(batch, view * images, order, part * share, share);
            var values = network.images(rows, image().height(), image().width(), scope);
            outputs.add(network.train(values, parameters, recorded(part, statistics, scope)));
        }
        var back = new long[images];
        IntStream.range(0, images).forEach(i -> back[order[i]] = i);
        return NDArrays.concat(outputs, 0).get(scope.create(back));
    }

    private static NDArray recorded(int part, NDArray statistics, NDManager scope) {
        if (part == 0) {
            return statistics;
        }
        var forgotten = statistics.duplicate();
        forgotten.attach(scope);
        return forgotten;
    }

    private NDArray images(Batch batch, int row, int rows, NDManager scope) {
        int bytes = rowBytes();
        var slice = batch.bytes().slice(row * bytes, rows * bytes).order(ByteOrder.nativeOrder());
        return network.images(slice, image().height(), image().width(), scope);
    }

    /** Copied, since what an engine reads has to lie together; until the next part is asked for. */
    private ByteBuffer gathered(Batch batch, int start, int[] order, int from, int rows) {
        int bytes = rowBytes();
        var all = batch.bytes();
        if (gathered == null) {
            gathered = Arena.ofAuto()
                    .allocate((long) rows * bytes, ALIGNMENT)
                    .asByteBuffer()
                    .order(ByteOrder.nativeOrder());
        }
        for (int i = 0; i < rows; i++) {
            gathered.put(i * bytes, all, (start + order[from + i]) * bytes, bytes);
        }
        return gathered;
    }

    private dev.tombola.vision.network.Shape image() {
        return assignment.splits().train().shape();
    }

    private int rowBytes() {
        return assignment.splits().train().valuesPerImage() * Float.BYTES;
    }
}
