package dev.tombola.store.s3;

import java.io.IOException;
import java.io.InputStream;

/** Reads on from where it was when a connection breaks in the middle of an object. */
final class ResumingInputStream extends InputStream {
    private static final int MOST_BREAKS_IN_A_ROW = 3;

    private final Source source;
    private InputStream current;
    private long position;
    private int breaksInARow;

    ResumingInputStream(InputStream start, Source source) {
        this.source = source;
        this.current = start;
    }

    /** Opens the same object again. */
    interface Source {
        /** From a byte on. */
        InputStream from(long position);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (true) {
            try {
                int read = current.read(target, offset, length);
                position += Math.max(0, read);
                breaksInARow = 0;
                return read;
            } catch (IOException e) {
                resume(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        current.close();
    }

    private void resume(IOException broken) throws IOException {
        breaksInARow++;
        if (breaksInARow > MOST_BREAKS_IN_A_ROW) {
            throw broken;
        }
        close();
        current = source.from(position);
    }
}
