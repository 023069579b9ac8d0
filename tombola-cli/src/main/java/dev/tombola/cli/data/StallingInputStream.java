package dev.tombola.cli.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A stream that fails when nothing has come for a while: the HTTP client's own timeout ends with the first byte. */
final class StallingInputStream extends InputStream {
    private final InputStream in;
    private final Duration patience;
    private final ExecutorService reader =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory());

    StallingInputStream(InputStream in, Duration patience) {
        this.in = in;
        this.patience = patience;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        var next = reader.submit(() -> in.read(target, offset, length));
        try {
            return next.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            in.close();
            throw new IOException("nothing came for %d s".formatted(patience.toSeconds()), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException fault ? fault : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
        reader.close();
    }
}
