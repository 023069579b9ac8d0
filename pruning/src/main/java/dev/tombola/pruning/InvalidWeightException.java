package dev.tombola.pruning;

/** A weight that has no magnitude: its training has gone wrong, and no mask can be drawn from it. */
public final class InvalidWeightException extends RuntimeException {
    public InvalidWeightException(String tensor, int index, float value) {
        super("%s[%d] is %s: a network with such weights cannot be pruned".formatted(tensor, index, value));
    }
}
