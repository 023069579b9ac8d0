package dev.tombola.ticket.store;

/** An object is larger than what it is taken for can be: it is not read, and no retry can help. */
public final class OversizedObjectException extends StoreException {
    OversizedObjectException(String key, long size, SizeLimit limit) {
        super("object at %s has %d bytes or more, and %s has at most %d"
                .formatted(key, size, limit.what(), limit.bytes()));
    }
}
