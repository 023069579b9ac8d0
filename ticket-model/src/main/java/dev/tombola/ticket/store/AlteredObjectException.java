package dev.tombola.ticket.store;

/** An object's bytes are not those that its digest names: truncated or altered, and never used. */
public final class AlteredObjectException extends StoreException {
    public AlteredObjectException(String key, ObjectRef expected, Digest found, long size) {
        super("object at %s is altered: expected %d bytes, found %d bytes with SHA-256 %s"
                .formatted(key, expected.size(), size, found));
    }
}
