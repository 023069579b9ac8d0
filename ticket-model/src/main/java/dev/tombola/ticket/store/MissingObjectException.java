package dev.tombola.ticket.store;

/** Something names an object that the store does not hold: no retry can help. */
public final class MissingObjectException extends StoreException {
    public MissingObjectException(String key) {
        super("no object at " + key);
    }
}
