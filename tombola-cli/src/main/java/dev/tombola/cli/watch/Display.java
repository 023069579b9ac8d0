package dev.tombola.cli.watch;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/** Shows somebody how a search goes on. */
public interface Display extends AutoCloseable {
    /** Something happened. */
    void line(String text);

    /** How things stand now; comes often. */
    void update(Standing standing, Ledger ledger);

    @Override
    void close();

    /** Bars where a person looks at a terminal, lines everywhere else. */
    static Display on(PrintWriter out) {
        boolean isTerminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        return isTerminal && !"dumb".equals(System.getenv("TERM")) ? new Bars(System.out) : new Lines(out);
    }
}
