package dev.tombola.ticket.store;

/** An {@link ObjectStore} at a place that may not be there yet; it is looked for on the first request, not before. */
public interface Bucket extends ObjectStore, AutoCloseable {
    /** Makes the place where it is missing; one that is there keeps what it holds. */
    void ensure();

    /**
     * Does nothing when the place is there and lets the caller in.
     *
     * @throws StoreException that says what is wrong
     */
    void require();

    /** For people, as the beginning of a sentence: {@code bucket tombola}. */
    String describe();

    /** Lets go of connections and files; objects still open for reading break. */
    @Override
    void close();
}
