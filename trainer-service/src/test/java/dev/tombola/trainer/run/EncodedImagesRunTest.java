package dev.tombola.trainer.run;

import static dev.tombola.trainer.run.TinyRun.ENGINE;
import static dev.tombola.trainer.run.TinyRun.TRAINER;
import static dev.tombola.trainer.run.TinyRun.stores;
import static dev.tombola.trainer.run.TinyRun.trained;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.run.Fingerprint;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.ticket.search.Architecture;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.search.Schedule;
import dev.tombola.ticket.store.Digest;
import dev.tombola.trainer.AttemptEnd;
import dev.tombola.trainer.Cancellation;
import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.djl.training.Training;
import dev.tombola.vision.format.DataFolder;
import dev.tombola.vision.random.Randomness;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four steps on sixteen images that are files, out of the bucket, decoded on the way. */
class EncodedImagesRunTest {
    private static final int STEPS = 4;
    private static final Fingerprint HERE = new Fingerprint("engine", "processor", 1, "float32");

    @TempDir
    Path folder;

    private Digest dataSet;

    private final InMemoryObjectStore store = new InMemoryObjectStore();

    @BeforeEach
    void publish() throws IOException {
        write("train", 16);
        write("validation", 4);
        var samples = new DataFolder(DataSets.named("visda2017"), folder.resolve("raw")).readPartial();
        dataSet = new DataSetCatalogue(store)
                .publish(samples, folder.resolve("scratch"))
                .digest();
    }

    @Test
    void aRunThatWasStoppedComesToTheSameBytes() {
        // Given
        var elsewhere = new InMemoryObjectStore();
        store.list("").forEach(key -> elsewhere.write(key, content(key)));
        var cancellation = new Cancellation();

        // When
        var stopped = train(store, "one", cancellation, step -> {
            if (step == 2) {
                cancellation.stop();
            }
        });
        var resumed = trained(train(store, "two", new Cancellation(), _ -> {}));
        var uninterrupted = trained(train(elsewhere, "one", new Cancellation(), _ -> {}));

        // Then
        assertThat(stopped).isInstanceOf(AttemptEnd.Stopped.class);
        assertThat(resumed.last()).isEqualTo(uninterrupted.last());
        assertThat(resumed.onnx()).isEqualTo(uninterrupted.onnx());
        assertThat(resumed.test()).isEqualTo(uninterrupted.test());
        assertThat(resumed).extracting(RunResult::epochs).isEqualTo(uninterrupted.epochs());
    }

    private AttemptEnd train(InMemoryObjectStore bucket, String attempt, Cancellation cancellation, IntConsumer steps) {
        var recipe = new Recipe(
                Recipe.Optimizer.SGD,
                .01,
                .9,
                5e-4,
                8,
                null,
                STEPS,
                new Schedule.Constant(),
                0.0,
                Recipe.Testing.BEST,
                false);
        var spec = new RunSpec(
                RunSpec.VERSION,
                new Architecture("cifar-resnet8", 4, 2),
                null,
                null,
                null,
                "visda2017",
                dataSet,
                recipe,
                List.of(),
                List.of(),
                1,
                null);
        return new TrainRun(
                        TRAINER,
                        stores(HERE, bucket, folder.resolve("cache")),
                        new Training(ENGINE, Duration.ZERO)::run,
                        said -> steps.accept(said.step()),
                        Duration.ZERO,
                        Runnable::run,
                        Timepiece.SYSTEM)
                .train(
                        new TrainingRequested(new RequestedRun(spec.id(), spec, null, null, null), 1),
                        attempt,
                        cancellation);
    }

    private byte[] content(String key) {
        try (var in = store.open(key)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String part, int images) throws IOException {
        Path target = Files.createDirectories(folder.resolve("raw").resolve(part));
        for (int n = 0; n < images; n++) {
            var image = new BufferedImage(60 + n, 50, BufferedImage.TYPE_INT_RGB);
            var random = Randomness.of(n);
            for (int i = 0; i < image.getWidth() * 50; i++) {
                image.setRGB(i / 50, i % 50, (int) random.bits(i) & 0xFFFFFF);
            }
            ImageIO.write(image, "png", target.resolve(n + ".png").toFile());
        }
        Files.writeString(
                target.resolve("image_list.txt"),
                IntStream.range(0, images)
                        .mapToObj(n -> "%d.png %d\n".formatted(n, n % 12))
                        .collect(Collectors.joining()));
    }
}
