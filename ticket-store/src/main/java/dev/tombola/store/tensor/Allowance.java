package dev.tombola.store.tensor;

/** How much memory a file may make its reader take: a multiple of its own size, whatever it claims. */
public final class Allowance {
    private static final long TIMES = 16;
    private static final long ALWAYS = 1 << 24;

    private final long bytes;
    private long taken;

    public Allowance(long fileSize) {
        this.bytes = TIMES * fileSize + ALWAYS;
    }

    /** New bytes, if that many are allowed. */
    public byte[] allocate(long length, String what) {
        take(length, what);
        return new byte[(int) length];
    }

    /** Asked before so many bytes are allocated elsewhere. */
    public void take(long length, String what) {
        if (length > bytes - taken || length > Integer.MAX_VALUE - Long.BYTES) {
            throw new InvalidTensorFileException(
                    "%s would take %d bytes of memory, much more than the file; save it anew, uncompressed and contiguous"
                            .formatted(what, length));
        }
        taken += length;
    }
}
