package dev.tombola.vision.djl.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tombola.ticket.search.Recipe;
import dev.tombola.vision.data.Augmentation;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.djl.DjlNetwork;
import dev.tombola.vision.djl.TorchEngine;
import dev.tombola.vision.measure.Measure;
import dev.tombola.vision.measure.Measuring;
import dev.tombola.vision.network.Initialisation;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Networks;
import dev.tombola.vision.network.Shape;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.random.Randomness;
import dev.tombola.vision.view.Views;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the process holds, native memory included. One convolution's output for a batch has 1 MiB, and the batches of one
 * evaluation 9 MiB: each of these, left behind every time, would exceed the bound.
 */
class MemoryTest {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long MOST_KIB = 128 << 10;
    private static final int SIDE = 32;

    private static final Network NETWORK = Networks.named("cifar-resnet8", Map.of("width", 8), 3, 10);
    private static final Weights INITIAL = new Initialisation(Randomness.of(1)).of(NETWORK);
    private static final ImageSet IMAGES = images(128);
    private static final Normalisation NORMALISATION = new Normalisation(List.of(.5, .5, .5), List.of(.25, .25, .25));

    private static final TorchEngine ENGINE = TorchEngine.start("cpu", 1);
    private static final Training TRAINING = new Training(ENGINE, Duration.ZERO);

    @BeforeEach
    void onLinux() {
        assumeThat(STATUS).as("resident memory is read from Linux").exists();
    }

    @Test
    void hundredsOfStepsHoldNoMoreThanAFew() {
        var resident = new long[203];
        TrainingListener listener = new TrainingListener() {
            @Override
            public void progressed(int step, int steps, double loss) {
                resident[step] = resident();
            }
        };

        train(202, listener);

        assertThat(resident[201] - resident[21]).isLessThan(MOST_KIB);
    }

    @Test
    void manyRunsHoldNoMoreThanAFew() {
        repeat(5, () -> train(1, TrainingListener.NONE));
        long before = resident();

        repeat(40, () -> train(1, TrainingListener.NONE));

        assertThat(resident() - before).isLessThan(MOST_KIB);
    }

    @Test
    void manyEvaluationsHoldNoMoreThanAFew() {
        try (var network = new DjlNetwork(NETWORK, INITIAL, ENGINE)) {
            var splits = new Splits(IMAGES, IMAGES, IMAGES);
            Runnable evaluating =
                    () -> new Measuring(network, splits, NORMALISATION, Views.SIMCLR, () -> {}).of(Measure.TOP_1);
            repeat(5, evaluating);
            long before = resident();

            repeat(40, evaluating);

            assertThat(resident() - before).isLessThan(MOST_KIB);
        }
    }

    private static void train(int steps, TrainingListener listener) {
        var tiny = TinyTask.steps(steps, Recipe.Testing.ONCE);
        var recipe = new Recipe(
                tiny.optimizer(), 0.01, 0.9, 1e-3, 32, null, steps, tiny.schedule(), 0.0, Recipe.Testing.ONCE, true);
        var assignment = new Assignment(
                NETWORK,
                INITIAL,
                null,
                recipe,
                new Splits(IMAGES, IMAGES, IMAGES),
                Augmentation.CROP_AND_FLIP,
                NORMALISATION,
                1,
                List.of());
        TRAINING.run(assignment, null, listener, RunControl.NONE);
    }

    private static void repeat(int times, Runnable task) {
        for (int i = 0; i < times; i++) {
            task.run();
        }
    }

    /** In KiB. */
    private static long resident() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ImageSet images(int count) {
        var pixels = new byte[count * SIDE * SIDE * 3];
        var generator = Randomness.of(0).generator();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) generator.nextInt(256);
        }
        return ImageSet.of(
                new Shape(3, SIDE, SIDE),
                10,
                MemorySegment.ofArray(pixels),
                IntStream.range(0, count).map(i -> i % 10).toArray());
    }
}
