package dev.tombola.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code -Dsimulation.schedules=N} runs so many, from {@code -Dsimulation.first=S} on; {@code -Dsimulation.seed=S} that one
 * alone, with all that happened.
 */
class SchedulesTest {
    private static final Logger LOG = Logger.getLogger("dev.tombola");
    private static final long FIRST = Long.getLong("simulation.first", 1);
    private static final int REPORTED = 1000;
    private static final String SEED = System.getProperty("simulation.seed", "");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void silence() {
        LOG.setLevel(Level.OFF);
    }

    static boolean isReplay() {
        return !SEED.isEmpty();
    }

    @Test
    @DisabledIf("isReplay")
    void whateverGoesWrongEverySearchConcludesWithTheSameBytes() {
        var schedules = new Schedules(new Images(folder));
        var struck = new EnumMap<Hazard, Integer>(Hazard.class);
        long count = Long.getLong("simulation.schedules", 1000);
        long begun = System.nanoTime();

        LongStream.range(0, count).forEach(done -> {
            schedules.run(FIRST + done).struck().forEach((hazard, times) -> struck.merge(hazard, times, Integer::sum));
            if ((done + 1) % REPORTED == 0) {
                System.out.printf(
                        "%d of %d schedules held, in %.1f s%n", done + 1, count, (System.nanoTime() - begun) / 1e9);
            }
        });

        System.out.printf("what struck: %s%n", struck);
        assertThat(struck).as("every hazard struck").containsOnlyKeys(Hazard.values());
    }

    @Test
    @DisabledIf("isReplay")
    void aSeedAlwaysGivesTheSameCourse() {
        var schedules = new Schedules(new Images(folder));

        for (long seed = 1; seed <= 8; seed++) {
            assertThat(schedules.run(seed)).isEqualTo(schedules.run(seed));
        }
    }

    @Test
    @EnabledIf("isReplay")
    void again() {
        var trace = new Trace(Integer.MAX_VALUE);
        LOG.setLevel(Level.INFO);
        LOG.setUseParentHandlers(false);
        LOG.addHandler(new Into(trace));
        try {
            new Schedules(new Images(folder)).run(Long.parseLong(SEED), trace, Tampering.NONE);
        } finally {
            System.out.println(trace.text());
        }
    }

    /** What production's code logs, among what happened. */
    private static final class Into extends StreamHandler {
        private final Trace trace;

        private Into(Trace trace) {
            this.trace = trace;
        }

        @Override
        public synchronized void publish(LogRecord record) {
            trace.say(record.getLevel() + " " + new SimpleFormatter().formatMessage(record));
        }
    }
}
