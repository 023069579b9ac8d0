package dev.tombola.ticket.store;

/**
 * Names an immutable object by its content. Events carry these, never tensors.
 *
 * @param digest of the object's bytes
 * @param size in bytes
 */
public record ObjectRef(Digest digest, long size) {
    public ObjectRef {
        if (size < 0) {
            throw new IllegalArgumentException("size: " + size + " is negative");
        }
    }

    /** Where the object lies in the bucket. */
    public String key() {
        return "blobs/sha256/" + digest.hex();
    }
}
