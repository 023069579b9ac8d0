package dev.tombola.cli.mask;

import dev.tombola.cli.environment.CommandFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The levels at which chains can be compared. */
record CommonLevels(List<? extends ComparedChain> chains) {
    /**
     * Ascending; none where all that is compared are single masks.
     *
     * @param asked for; every level that all chains have where it is empty
     * @throws CommandFailedException when a chain lacks one that was asked for, or a single mask would be of several levels
     */
    List<Integer> of(List<Integer> asked) {
        var leveled = chains.stream().filter(chain -> !chain.levels().isEmpty()).toList();
        if (leveled.isEmpty()) {
            if (!asked.isEmpty()) {
                throw new CommandFailedException("--levels: each file has a single mask, of no level");
            }
            return List.of();
        }
        var levels = asked.isEmpty() ? common(leveled) : asked(asked, leveled);
        chains.stream()
                .filter(chain -> chain.levels().isEmpty() && levels.size() > 1)
                .findFirst()
                .ifPresent(single -> {
                    throw new CommandFailedException(
                            "%s is a single mask: choose the level to compare it with by --levels K; there are %s"
                                    .formatted(single.name(), list(levels)));
                });
        return levels;
    }

    private static List<Integer> asked(List<Integer> asked, List<? extends ComparedChain> leveled) {
        for (var chain : leveled) {
            for (int level : asked) {
                if (!chain.levels().contains(level)) {
                    throw new CommandFailedException(
                            "%s has no level %d; there are %s".formatted(chain.name(), level, list(chain.levels())));
                }
            }
        }
        return List.copyOf(new TreeSet<>(asked));
    }

    private static List<Integer> common(List<? extends ComparedChain> leveled) {
        var common = new ArrayList<>(leveled.getFirst().levels());
        leveled.forEach(chain -> common.retainAll(chain.levels()));
        if (common.isEmpty()) {
            throw new CommandFailedException("no level is in all of them: "
                    + leveled.stream()
                            .map(chain -> chain.name() + " has " + list(chain.levels()))
                            .collect(Collectors.joining("; ")));
        }
        return common;
    }

    private static String list(List<Integer> levels) {
        return levels.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
