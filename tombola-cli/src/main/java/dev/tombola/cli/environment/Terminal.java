package dev.tombola.cli.environment;

import java.io.Console;
import java.util.Optional;

/** Where this process's output goes to. */
public final class Terminal {
    private Terminal() {}

    /** Whether a person looks on, at something where what was written can be written over. */
    public static boolean isThere() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                && !"dumb".equals(System.getenv("TERM"));
    }
}
