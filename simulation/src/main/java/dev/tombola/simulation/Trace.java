package dev.tombola.simulation;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What happened last, or everything. Lines are put together only when somebody reads them. */
final class Trace {
    private final int most;
    private final ArrayDeque<Line> lines = new ArrayDeque<>();
    private long digest = 17;

    /** @param most how many lines are kept */
    Trace(int most) {
        this.most = most;
    }

    private record Line(long millis, String who, String what, List<Object> about) {
        String text() {
            return "%9.3f %-12s %s".formatted(millis / 1e3, who, what.formatted(about.toArray()));
        }
    }

    void note(long millis, String who, String what, Object... about) {
        digest = digest * 31 + millis * 7 + who.hashCode() + 3L * what.hashCode();
        lines.add(new Line(millis, who, what, Arrays.asList(about)));
        if (lines.size() > most) {
            lines.removeFirst();
        }
    }

    /** Something that is said at the time of the last note. */
    void say(String text) {
        lines.add(new Line(lines.isEmpty() ? 0 : lines.getLast().millis(), "", text.replace("%", "%%"), List.of()));
    }

    /** Equal for equal courses. */
    long digest() {
        return digest;
    }

    String text() {
        return lines.stream().map(Line::text).collect(Collectors.joining("\n"));
    }
}
