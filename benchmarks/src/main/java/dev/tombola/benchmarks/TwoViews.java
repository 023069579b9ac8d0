package dev.tombola.benchmarks;

import dev.tombola.vision.batch.Batches;
import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.batch.Epochs;
import dev.tombola.vision.data.Augmentation;
import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.format.DataFolder;
import dev.tombola.vision.random.Randomness;
import dev.tombola.vision.view.Views;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Batches of two views of every CIFAR-10 image, beside torchvision's pipeline on one image after the other. */
final class TwoViews {
    private static final int BATCH = 250;
    private static final int THOUSANDS = 20;

    private final Peer.Python python;
    private final Path folder;
    private final ImageSet images;

    /** @param folder with CIFAR-10 in its original files */
    TwoViews(Peer.Python python, Path folder) {
        this.python = python;
        this.folder = folder;
        try {
            images = new DataFolder(DataSets.named("cifar10"), folder)
                    .readPartial()
                    .train();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void measure(int turns) {
        measure("simclr", Views.SIMCLR, turns);
        measure("moco", Views.MOCO, turns);
    }

    private void measure(String name, Views views, int turns) {
        try (var peer = python.start("views.py", folder, 1000, BATCH, name)) {
            var taken = new Turns()
                    .with("ours", () -> thousand(views))
                    .with("torchvision", peer::turn)
                    .take(turns);
            System.out.printf(
                    "two views of every image: %s, 32 x 32; PyTorch %s, medians of %d turns%n%s%n",
                    name, peer.version(), turns, taken.medians("1,000 images"));
        }
    }

    /** Of two views each of 1,000 images. */
    private Cost thousand(Views views) {
        var epochs = new Epochs(BATCH, true, Augmentation.NONE, Randomness.of(1));
        try (var batches = Batches.views(images, Work.NORMALISATION, ChannelOrder.CHANNELS_LAST, views, epochs, 0)) {
            batches.next();
            var start = Cost.now();
            for (int i = 0; i < THOUSANDS * 1000 / BATCH; i++) {
                batches.next();
            }
            return Cost.now().since(start, THOUSANDS);
        }
    }
}
