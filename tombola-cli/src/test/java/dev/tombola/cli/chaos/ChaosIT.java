package dev.tombola.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.cli.environment.Home;
import dev.tombola.cli.environment.Logs;
import dev.tombola.cli.environment.Settings;
import dev.tombola.cli.search.Resolution;
import dev.tombola.cli.search.SearchFile;
import dev.tombola.cli.stack.LocalStack;
import dev.tombola.cli.stack.Scale;
import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Samples;
import dev.tombola.vision.random.Randomness;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A few real faults; {@code tombola chaos} strikes as often as one likes. */
class ChaosIT {
    private static final Chaos.Torment TORMENT = new Chaos.Torment(6, Duration.ofSeconds(3), 4);
    private static final String SEARCH = """
            name: struck
            network: { name: cifar-resnet8, width: 4, stemStride: 2 }
            recipes:
              short: { steps: 150, batch: 32, learningRate: 0.05 }
            pretrainings:
              supervised: { task: "fashion-mnist/0,2,4,6,8:200", recipe: short }
            chains:
              found: { from: supervised, rounds: 2, rate: 0.5, recipe: short }
            tasks:
              all-ten: { task: "fashion-mnist:200", recipe: short }
            levels: [0, 2]
            seeds: [1, 2]
            """;

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void faultsMakeNoDifference(@TempDir Path folder) throws Exception {
        Logs.configure(false);
        var home = new Home(folder.resolve("home"));
        var file = SearchFile.read(Files.writeString(folder.resolve("struck.yaml"), SEARCH));
        try (var local = LocalStack.start(home, new Scale(2, 3), LocalStack.Terms.HARSH, ChaosIT::note)) {
            var settings = Settings.of(home);
            var search = resolved(file, settings, folder);
            var chaos = new Chaos(
                    home,
                    settings,
                    () -> local.failure().isDone() ? Optional.of(local.failure().join()) : Optional.empty(),
                    ChaosIT::note);

            var report = chaos.run(search, TORMENT);

            note(report.text());
            assertThat(report.differing()).isEmpty();
            assertThat(report.lost()).isZero();
            assertThat(report.doubled()).isZero();
            assertThat(report.faults()).hasSizeGreaterThanOrEqualTo(TORMENT.faults());
        }
    }

    private static void note(String what) {
        System.out.println("chaos: " + what);
    }

    private static ResolvedSearch resolved(SearchFile file, Settings settings, Path folder) {
        try (var store = settings.openBucket()) {
            var samples = new Samples(DataSets.named("fashion-mnist"), noise(600), noise(100));
            new DataSetCatalogue(store).publish(samples, folder.resolve("scratch"));
            return Resolution.into(store).resolve(file, null);
        }
    }

    private static ImageSet noise(int count) {
        var shape = DataSets.named("fashion-mnist").shape();
        var pixels = new byte[count * shape.height() * shape.width()];
        Randomness.of(count).generator().nextBytes(pixels);
        var labels = IntStream.range(0, count).map(i -> i % 10).toArray();
        return ImageSet.of(shape, 10, MemorySegment.ofArray(pixels), labels);
    }
}
