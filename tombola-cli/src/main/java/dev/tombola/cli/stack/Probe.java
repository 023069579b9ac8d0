package dev.tombola.cli.stack;

/** Asks a process whether it is ready; asked again until it is. */
@FunctionalInterface
public interface Probe {
    boolean isReady();
}
