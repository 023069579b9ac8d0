package dev.tombola.vision;

import dev.tombola.vision.batch.Batch;
import dev.tombola.vision.batch.Batches;
import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.batch.Epochs;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.data.TaskName;
import dev.tombola.vision.format.DataFolder;
import dev.tombola.vision.random.Randomness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Compiles what the README shows. */
record ReadmeExample(Path folder, long seed, Consumer<Batch> training) {
    void batches() throws IOException {
        var task = TaskName.parse("cifar10/0-4:5000");
        var dataSet = task.dataSet();
        var splits = Splits.of(new DataFolder(dataSet, folder).read(), task);
        var epochs = new Epochs(128, true, dataSet.augmentation(), Randomness.of(seed));
        var order = ChannelOrder.CHANNELS_LAST;
        try (var batches = Batches.training(splits.train(), dataSet.normalisation(), order, epochs, 0)) {
            long steps = 10L * epochs.batches(splits.train().size());
            for (long step = 0; step < steps; step++) {
                train(batches.next()); // valid until the next one is asked for
            }
        }
    }

    private void train(Batch batch) {
        training.accept(batch);
    }
}
