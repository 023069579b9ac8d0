package dev.tombola.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Several ways to do the same work, one after the other and again, so that what else the machine does strikes all alike. */
final class Turns {
    private static final int WARM_UP = 2;

    private final Map<String, Supplier<Cost>> ways = new LinkedHashMap<>();
    private final Map<String, List<Cost>> costs = new LinkedHashMap<>();

    /** Adds a way; the first is what the others are set beside. */
    Turns with(String name, Supplier<Cost> way) {
        ways.put(name, way);
        return this;
    }

    /** Takes two turns to warm up and so many that count. */
    Turns take(int turns) {
        for (int turn = 0; turn < WARM_UP + turns; turn++) {
            for (var way : ways.entrySet()) {
                var cost = way.getValue().get();
                if (turn >= WARM_UP) {
                    costs.computeIfAbsent(way.getKey(), _ -> new ArrayList<>()).add(cost);
                }
            }
        }
        return this;
    }

    /** The medians: of the first way in milliseconds for one of so many, of the others as multiples of it. */
    String medians(String unit) {
        return "  by the clock: " + medians(unit, Cost::wall) + "\n  by the processor: "
                + medians(unit, Cost::processor);
    }

    private String medians(String unit, java.util.function.ToDoubleFunction<Cost> clock) {
        var names = List.copyOf(ways.keySet());
        double first = Cost.median(costs.getOrDefault(names.getFirst(), List.of()), clock);
        return "%s %.2f ms a %s; ".formatted(names.getFirst(), 1e3 * first, unit)
                + names.stream()
                        .skip(1)
                        .map(name -> String.format(
                                Locale.ROOT,
                                "%s %.2f x",
                                name,
                                Cost.median(costs.getOrDefault(name, List.of()), clock) / first))
                        .collect(Collectors.joining(", "));
    }
}
