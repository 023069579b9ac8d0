package dev.tombola.simulation;

/** The process that this code belongs to is no more. An error, so that nobody answers it as a fault of his own. */
final class Killed extends Error {
    Killed() {
        super("killed", null, false, false);
    }
}
