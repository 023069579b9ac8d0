package dev.tombola.ticket.store;

/**
 * How large an object can be that is what it is taken for. References come from topics, where anybody may have written them,
 * so this is looked at before anything is read.
 *
 * @param what it is taken for: {@code weights of cifar-resnet8}
 */
public record SizeLimit(String what, long bytes) {
    /** Of JSON: a result of a hundred thousand epochs has half of it. */
    public static final SizeLimit DOCUMENT = new SizeLimit("a document", 32 << 20);

    /** Of whatever is taken into memory, beside all else that is there. */
    public static final SizeLimit MEMORY = new SizeLimit(
            "what a quarter of this process's heap holds", Runtime.getRuntime().maxMemory() / 4);

    /**
     * Does nothing where so many bytes are possible.
     *
     * @throws OversizedObjectException otherwise
     */
    public void require(String key, long size) {
        if (size > bytes) {
            throw new OversizedObjectException(key, size, this);
        }
    }
}
