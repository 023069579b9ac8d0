package dev.tombola.cli.watch;

import dev.tombola.cli.environment.Terminal;
import java.io.PrintWriter;

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
        return Terminal.isThere() ? new Bars(System.out) : new Lines(out);
    }
}
