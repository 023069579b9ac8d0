package dev.tombola.testkit;

import dev.tombola.ticket.store.ObjectStore;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** One object of another store is three GiB of zeros, which take no memory here: how much of them is read is counted. */
public final class EndlessObject extends ForwardingStore {
    public static final long SIZE = 3L << 30;

    private final String key;
    private final AtomicLong taken = new AtomicLong();

    public EndlessObject(ObjectStore store, String key) {
        super(store);
        this.key = key;
    }

    /** Bytes that were read of it so far. */
    public long taken() {
        return taken.get();
    }

    @Override
    public InputStream open(String opened) {
        return opened.equals(key) ? new Zeros() : super.open(opened);
    }

    @Override
    public OptionalLong size(String asked) {
        return asked.equals(key) ? OptionalLong.of(SIZE) : super.size(asked);
    }

    private final class Zeros extends InputStream {
        private long left = SIZE;

        @Override
        public int read() {
            return left == 0 ? -1 : give(1) - 1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return left == 0 ? -1 : give(Math.min(length, left));
        }

        private int give(long bytes) {
            left -= bytes;
            taken.addAndGet(bytes);
            return (int) bytes;
        }
    }
}
