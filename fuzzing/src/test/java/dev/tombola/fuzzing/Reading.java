package dev.tombola.fuzzing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What every reader owes: of any bytes at all it makes a value, or says in one line what is wrong with them, through the
 * exception that it declares for it. Whatever else it throws goes to the fuzzer, as does an appetite out of proportion.
 */
public final class Reading {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final long SPARE_BYTES = 64 << 20;
    private static final long BYTES_PER_BYTE = 4096;

    private Reading() {}

    /**
     * The value, if the bytes are one.
     *
     * @param length how many bytes there are to read
     */
    public static <T> Optional<T> of(int length, Supplier<T> reading, Class<? extends RuntimeException> refusal) {
        long most = SPARE_BYTES + BYTES_PER_BYTE * length;
        long before = THREADS.getCurrentThreadAllocatedBytes();
        long begun = THREADS.getCurrentThreadCpuTime();
        var read = read(reading, refusal);
        checkPace(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - begun), length);
        if (THREADS.getCurrentThreadAllocatedBytes() - before > most) {
            checkAppetite(reading, refusal, length, most);
        }
        return read;
    }

    private static <T> Optional<T> read(Supplier<T> reading, Class<? extends RuntimeException> refusal) {
        try {
            return Optional.of(reading.get());
        } catch (RuntimeException e) {
            if (!refusal.isInstance(e)) {
                throw e;
            }
            checkComplaint(String.valueOf(e.getMessage()), e);
            return Optional.empty();
        }
    }

    /** Once more, since the first time classes may have been loaded, and instrumented. */
    private static <T> void checkAppetite(
            Supplier<T> reading, Class<? extends RuntimeException> refusal, int length, long most) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        read(reading, refusal);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (allocated > most) {
            throw new AssertionError("%d bytes made the reader allocate %d".formatted(length, allocated));
        }
    }

    /** One that never ends is for the fuzzer, which gives up after twenty minutes and names the input. */
    private static void checkPace(Duration taken, int length) {
        if (taken.compareTo(LONGEST) > 0) {
            throw new AssertionError("%d bytes kept the reader busy for %s".formatted(length, taken));
        }
    }

    private static void checkComplaint(String complaint, RuntimeException refusal) {
        if (complaint.isBlank() || complaint.lines().count() > 1 || complaint.length() > 2_000) {
            throw new AssertionError("a complaint is one line: " + complaint, refusal);
        }
    }
}
