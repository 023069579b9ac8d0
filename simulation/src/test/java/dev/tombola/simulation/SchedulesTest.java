package dev.tombola.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dsimulation.schedules=N} runs so many; {@code -Dsimulation.seed=S} that one alone, with all that happened. */
class SchedulesTest {
    private static final Logger LOG = Logger.getLogger("dev.tombola");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void silence() {
        LOG.setLevel(Level.OFF);
    }

    @Test
    void whateverGoesWrongEverySearchConcludesWithTheSameBytes() {
        // Given
        var seed = System.getProperty("simulation.seed", "");
        var schedules = new Schedules(new Images(folder));
        var struck = new EnumMap<Hazard, Integer>(Hazard.class);
        long begun = System.nanoTime();

        // When
        if (!seed.isEmpty()) {
            var trace = new Trace(Integer.MAX_VALUE);
            try {
                schedules.run(Long.parseLong(seed), trace);
            } finally {
                System.out.println(trace.text());
            }
            return;
        }
        long count = Long.getLong("simulation.schedules", 1000);
        LongStream.rangeClosed(1, count)
                .forEach(number -> schedules
                        .run(number)
                        .struck()
                        .forEach((hazard, times) -> struck.merge(hazard, times, Integer::sum)));

        // Then
        System.out.printf("%d schedules in %.1f s: %s%n", count, (System.nanoTime() - begun) / 1e9, struck);
        assertThat(struck).as("every hazard struck").containsOnlyKeys(Hazard.values());
    }
}
