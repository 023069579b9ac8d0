package dev.tombola.cli.watch;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** A line for everything that happens, with the time since the beginning. */
final class Lines implements Display {
    private final PrintWriter out;
    private final Instant begin = Instant.now();

    Lines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void line(String text) {
        var time = Duration.between(begin, Instant.now());
        out.printf("%3d:%02d  %s%n", time.toMinutes(), time.toSecondsPart(), text);
        out.flush();
    }

    @Override
    public void update(Standing standing, Ledger ledger) {
        // What has changed was a line already.
    }

    @Override
    public void close() {
        out.flush();
    }
}
