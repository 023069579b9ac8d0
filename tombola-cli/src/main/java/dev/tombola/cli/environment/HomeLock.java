package dev.tombola.cli.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Held by the one process that runs a home's local stack; the system releases it however that process ends. */
public final class HomeLock implements AutoCloseable {
    /** On POSIX systems a process loses its lock as soon as it closes any channel on the file: so it must not open a second. */
    private static final Set<Home> OWN = ConcurrentHashMap.newKeySet();

    private final Home home;
    private final FileChannel channel;

    private HomeLock(Home home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    /** Nothing when another process, or another part of this one, holds it. */
    public static Optional<HomeLock> acquire(Home home) {
        if (!OWN.add(home)) {
            return Optional.empty();
        }
        var lock = lock(home);
        if (lock.isEmpty()) {
            OWN.remove(home);
        }
        return lock;
    }

    private static Optional<HomeLock> lock(Home home) {
        var file = home.run("supervisor.lock");
        try {
            Files.createDirectories(file.getParent());
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return Optional.of(new HomeLock(home, channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a local stack runs, or starts, in a home. */
    public static boolean isHeld(Home home) {
        if (!Files.exists(home.run("supervisor.lock"))) {
            return false;
        }
        var lock = acquire(home);
        lock.ifPresent(HomeLock::close);
        return lock.isEmpty();
    }

    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
            OWN.remove(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
