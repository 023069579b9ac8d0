package dev.tombola.store.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.MaskLayout;
import dev.tombola.vision.network.Networks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints size and times of a chain of ResNet-50; what it asserts are the bits. Run it by its name: builds leave it out. */
class MaskFileBenchmark {
    private static final int LEVELS = 18;

    @TempDir
    Path folder;

    @Test
    void eighteenLevelsOfAResNet50() throws Exception {
        var layout = new MaskLayout(Networks.named("resnet50", Map.of(), 3, 10).prunable().stream()
                .map(parameter -> new MaskLayout.Tensor(parameter.name(), parameter.shape()))
                .toList());
        var masks = Chains.random(layout, LEVELS, 0.2, 1);
        Path file = folder.resolve("chain.masks");
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            MaskFile.write(file, masks);
            say("written", start);
        }
        System.out.printf("%d levels of %d weights: %d bytes%n", LEVELS, layout.size(), Files.size(file));
        try (var read = MaskFile.open(file)) {
            for (int round = 0; round < 3; round++) {
                for (int level : new int[] {1, 9, LEVELS}) {
                    long start = System.nanoTime();
                    var mask = read.mask(level);
                    say("level " + level + " read", start);
                    assertThat(mask).isEqualTo(masks.get(level));
                }
            }
        }
    }

    private static void say(String what, long start) {
        System.out.println(
                what + " in " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
    }
}
