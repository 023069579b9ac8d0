package dev.tombola.ticket.structure;

import dev.tombola.ticket.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Masks of several chains, level by level, side by side. */
public record MaskComparison(List<String> masks, List<Level> levels) {
    public MaskComparison {
        masks = List.copyOf(masks);
        levels = List.copyOf(levels);
    }

    /**
     * One level.
     *
     * @param level absent where masks are of none
     * @param similarities of all pairs, and of all masks together where there are more than two, part by part
     * @param remainders of each mask, part by part
     */
    public record Level(@Nullable Integer level, List<Alike> similarities, List<Left> remainders) {
        public Level {
            similarities = List.copyOf(similarities);
            remainders = List.copyOf(remainders);
        }

        /** Compares the masks of one level. */
        public static Level of(@Nullable Integer level, SequencedMap<String, Mask> masks, List<Part> parts) {
            var similarities = new ArrayList<Alike>();
            for (var group : groups(List.copyOf(masks.sequencedKeySet()))) {
                var compared = group.stream().map(masks::get).toList();
                parts.forEach(part -> similarities.add(new Alike(group, part.name(), Similarity.of(compared, part))));
            }
            var remainders = new ArrayList<Left>();
            masks.forEach((name, mask) ->
                    parts.forEach(part -> remainders.add(new Left(name, part.name(), Remainder.of(mask, part)))));
            return new Level(level, similarities, remainders);
        }
    }

    /** How alike some masks are in a part. */
    public record Alike(List<String> masks, String part, Similarity similarity) {
        public Alike {
            masks = List.copyOf(masks);
        }
    }

    /** What a mask leaves of a part. */
    public record Left(String mask, String part, Remainder remainder) {}

    /** All pairs, and where there are more than two names, all of them. */
    static List<List<String>> groups(List<String> names) {
        var groups = new ArrayList<List<String>>();
        IntStream.range(0, names.size())
                .forEach(first -> IntStream.range(first + 1, names.size())
                        .forEach(second -> groups.add(List.of(names.get(first), names.get(second)))));
        if (names.size() > 2) {
            groups.add(names);
        }
        return groups;
    }
}
