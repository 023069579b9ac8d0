package dev.tombola.vision.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;
import us.hebi.matlab.mat.types.AbstractSource;
import us.hebi.matlab.mat.types.Source;

/**
 * What a MATLAB file is read from. The library makes room for as many bytes as a part of the file claims to have, so a claim
 * of more than there can be is refused while it is read.
 */
final class WaryMatlabSource extends AbstractSource {
    private static final int BUFFER = 1 << 12;
    /** No byte of deflated data makes more. */
    private static final long MOST_INFLATED = 1032;

    private final InputStream in;
    private final long there;
    private final long most;
    private long position;
    private boolean lengthIsNext;

    /**
     * @param there how many bytes can come at most
     * @param most how many bytes a part can have, be it as it is or inflated
     */
    WaryMatlabSource(InputStream in, long there, long most) {
        super(BUFFER);
        this.in = in;
        this.there = there;
        this.most = most;
    }

    /** Nothing but tags is read as single integers: a type and a length, or both in one where the length is small. */
    @Override
    public int readInt() throws IOException {
        int value = super.readInt();
        long length = lengthIsNext ? Integer.toUnsignedLong(value) : value >>> Short.SIZE;
        if (length > Math.min(there, most)) {
            throw new IOException(
                    "a part of it claims %d bytes where at most %d can be".formatted(length, Math.min(there, most)));
        }
        lengthIsNext = !lengthIsNext && length == 0;
        return value;
    }

    @Override
    public long getPosition() {
        return position;
    }

    @Override
    public void readBytes(byte[] target, int offset, int length) throws IOException {
        int read = in.readNBytes(target, offset, length);
        position += read;
        if (read < length) {
            throw new EOFException("it ends too soon");
        }
    }

    @Override
    public Source readInflated(int length, int bufferSize) throws IOException {
        var inflated = new BufferedInputStream(new InflaterInputStream(readBytesAsStream(length)), 1 << 16);
        return new WaryMatlabSource(inflated, length * MOST_INFLATED, most).order(order());
    }

    @Override
    public boolean isMutatedByChildren() {
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    @Override
    protected InputStream readBytesAsStream(long length) {
        return new Section(length);
    }

    /** The next so many bytes; to close it closes nothing. */
    private final class Section extends InputStream {
        private long left;

        Section(long length) {
            left = length;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = left <= 0 ? -1 : in.read(target, offset, (int) Math.min(left, length));
            if (read > 0) {
                left -= read;
                position += read;
            }
            return read;
        }
    }
}
