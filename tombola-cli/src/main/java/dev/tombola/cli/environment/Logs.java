package dev.tombola.cli.environment;

import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What libraries log goes to stderr, and only when asked for: a command says itself what users need to know. */
public final class Logs {
    private static final Logger ROOT = Logger.getLogger("");

    private Logs() {}

    public static void configure(boolean verbose) {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%4$s %3$s: %5$s%6$s%n");
        for (var handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
        var handler = new ConsoleHandler();
        handler.setLevel(verbose ? Level.INFO : Level.OFF);
        ROOT.addHandler(handler);
        ROOT.setLevel(verbose ? Level.INFO : Level.OFF);
    }
}
