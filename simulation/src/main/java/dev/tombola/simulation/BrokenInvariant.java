package dev.tombola.simulation;

/** A schedule showed something that must never be. */
final class BrokenInvariant extends AssertionError {
    private final String invariant;

    BrokenInvariant(String invariant, String what) {
        super(what.startsWith(invariant) ? what : invariant + ": " + what);
        this.invariant = invariant;
    }

    /** Its name. */
    String invariant() {
        return invariant;
    }
}
