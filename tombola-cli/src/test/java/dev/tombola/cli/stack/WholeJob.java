package dev.tombola.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.cli.Main;
import dev.tombola.cli.environment.Home;
import dev.tombola.cli.environment.Logs;
import dev.tombola.cli.environment.Settings;
import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.store.s3.S3ObjectStore;
import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Samples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A search is submitted and comes to its answer: by the packaged services, on whatever broker and store there are. */
abstract class WholeJob {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String SEARCH = """
            name: whole-job
            network: { name: cifar-resnet8, width: 4, stemStride: 2 }
            recipes:
              short: { steps: 4, batch: 32, learningRate: 0.05, test: once }
            pretrainings:
              supervised: { task: "fashion-mnist/0,2,4,6,8:100", recipe: short }
            chains:
              found: { from: supervised, rounds: 2, rate: 0.5, recipe: short }
            controls:
              random: { from: supervised, criterion: random, levels: [2] }
            tasks:
              all-ten: { task: "fashion-mnist:100", recipe: short }
            levels: [0, 2]
            seeds: [1, 2]
            """;

    /** Starts a broker and a store: {@code kafka.bootstrap.servers}, and the store's endpoint and keys. */
    abstract Map<String, String> start(Path folder);

    /** Stops them. */
    @AfterEach
    abstract void stop();

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void comesToItsAnswerAndAnswersAtOnceTheSecondTime(@TempDir Path folder) throws Exception {
        Logs.configure(false);
        var settings = start(folder);
        var home = new Home(folder.resolve("home"));
        var search = Files.writeString(folder.resolve("search.yaml"), SEARCH).toString();
        settings.forEach(System::setProperty);
        try (var stack = new Stack(home, 5, WholeJob::note)) {
            // Given
            assertThat(tombola(home, "init")).contains("bucket tombola is there");
            publishSomeImages(settings, folder);
            stack.start(new Parts(home, new Ports(home), settings).services(2), PATIENCE);

            // When
            var answer = tombola(home, "submit", "--watch", search);

            // Then
            assertThat(answer)
                    .contains("run 8 of 8: ", "concluded")
                    .contains("sparsest matching ticket of found: ", "| 50.0", "| 75.0");
            var again = tombola(home, "submit", search);
            assertThat(answer).endsWith(again.substring(again.indexOf("all-ten (")));
            assertThat(tombola(home, "status")).contains("concluded |     8 of 8", "trainers: 2");
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    private static void note(String what) {
        System.out.println("whole job: " + what);
    }

    private static String tombola(Home home, String... arguments) {
        var said = new StringWriter();
        var all = Stream.concat(Arrays.stream(arguments), Stream.of("--home", home.toString()));
        int exitCode = Main.commandLine()
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(all.toArray(String[]::new));
        assertThat(exitCode).as(said.toString()).isZero();
        return said.toString();
    }

    /** Plain ones, the brighter the higher their label, under the name of a real data set. */
    private static void publishSomeImages(Map<String, String> settings, Path folder) {
        try (var bucket = new S3ObjectStore(Settings.of(settings).store())) {
            var samples = new Samples(DataSets.named("fashion-mnist"), plain(400), plain(100));
            new DataSetCatalogue(bucket).publish(samples, folder.resolve("scratch"));
        }
    }

    private static ImageSet plain(int count) {
        var shape = DataSets.named("fashion-mnist").shape();
        int pixels = shape.height() * shape.width();
        var labels = IntStream.range(0, count).map(i -> i % 10).toArray();
        var bytes = new byte[count * pixels];
        for (int i = 0; i < count; i++) {
            Arrays.fill(bytes, i * pixels, (i + 1) * pixels, (byte) (labels[i] * 25));
        }
        return ImageSet.of(shape, 10, MemorySegment.ofArray(bytes), labels);
    }
}
