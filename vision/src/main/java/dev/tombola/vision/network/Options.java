package dev.tombola.vision.network;

import java.util.Map;
import java.util.TreeSet;

/** What a search says about a network beside its name; an option that nothing asked for is an error. */
final class Options {
    private final Map<String, Integer> given;
    private final TreeSet<String> known = new TreeSet<>();

    Options(Map<String, Integer> given) {
        this.given = Map.copyOf(given);
    }

    int positive(String option, int otherwise) {
        known.add(option);
        int value = given.getOrDefault(option, otherwise);
        if (value < 1) {
            throw new IllegalArgumentException("%s must be at least 1, not %d".formatted(option, value));
        }
        return value;
    }

    void refuseUnknown(String network) {
        given.keySet().stream()
                .filter(option -> !known.contains(option))
                .sorted()
                .findFirst()
                .ifPresent(option -> {
                    throw new IllegalArgumentException("%s has no option %s; it has %s"
                            .formatted(network, option, known.isEmpty() ? "none" : String.join(", ", known)));
                });
    }
}
