package dev.tombola.simulation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Decides all that is left to chance, by one seed; and counts what it did. */
final class Fate {
    private final RandomGenerator random;
    private final Set<Hazard> hazards;
    private final Map<Hazard, Integer> struck = new EnumMap<>(Hazard.class);
    private final double severity;
    private boolean calm;

    private Fate(RandomGenerator random, Set<Hazard> hazards, double severity) {
        this.random = random;
        this.hazards = hazards;
        this.severity = severity;
    }

    /** Where nothing goes wrong. */
    static Fate kind() {
        return new Fate(new SplittableRandom(0), EnumSet.noneOf(Hazard.class), 0);
    }

    /** Some hazards, some rates. */
    static Fate of(long seed) {
        var random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L);
        var hazards = EnumSet.noneOf(Hazard.class);
        for (var hazard : Hazard.values()) {
            if (random.nextInt(5) < 2) {
                hazards.add(hazard);
            }
        }
        return new Fate(random, hazards, Math.pow(10, -2.5 + 2 * random.nextDouble()));
    }

    RandomGenerator random() {
        return random;
    }

    Set<Hazard> hazards() {
        return hazards;
    }

    /** From now on nothing goes wrong any more. */
    void calm() {
        calm = true;
    }

    boolean isCalm() {
        return calm;
    }

    boolean has(Hazard hazard) {
        return !calm && hazards.contains(hazard);
    }

    /** Whether it happens this time. */
    boolean strikes(Hazard hazard) {
        if (!has(hazard) || random.nextDouble() >= severity) {
            return false;
        }
        struck.merge(hazard, 1, Integer::sum);
        return true;
    }

    void struck(Hazard hazard) {
        struck.merge(hazard, 1, Integer::sum);
    }

    int count(Hazard hazard) {
        return struck.getOrDefault(hazard, 0);
    }

    Map<Hazard, Integer> counts() {
        return Map.copyOf(struck);
    }

    boolean coin() {
        return random.nextBoolean();
    }

    /** Up to so long. */
    Duration upTo(Duration most) {
        return Duration.ofNanos(random.nextLong(most.toNanos() + 1));
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
