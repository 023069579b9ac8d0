package dev.tombola.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How long each part of something took. */
final class Phases {
    private final List<String> done = new ArrayList<>();
    private Instant begin = Instant.now();

    /** What went on until now is over. */
    void end(String name) {
        var now = Instant.now();
        done.add("%s %d s".formatted(name, Duration.between(begin, now).toSeconds()));
        begin = now;
    }

    @Override
    public String toString() {
        return String.join(", ", done);
    }
}
