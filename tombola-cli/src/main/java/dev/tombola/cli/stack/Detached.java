package dev.tombola.cli.stack;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.cli.environment.Home;
import dev.tombola.cli.environment.HomeLock;
import dev.tombola.cli.environment.StackFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A local stack whose supervisor goes on in the background. */
public final class Detached {
    private Detached() {}

    /**
     * Starts the supervisor, which is this program's {@code up}, and returns when the stack is ready.
     *
     * @throws CommandFailedException with what the supervisor said last, when it ends before
     */
    public static void start(Home home, Scale scale) {
        if (HomeLock.isHeld(home)) {
            throw LocalStack.alreadyRunning(home);
        }
        var log = LogFile.of(home, LocalStack.SUPERVISOR);
        log.rotate();
        var supervisor = launch(home, scale, log);
        var ifInterrupted = new Thread(supervisor::destroy, "stop the supervisor");
        Runtime.getRuntime().addShutdownHook(ifInterrupted);
        while (StackFile.read(home).isEmpty()) {
            if (!supervisor.isAlive()) {
                throw new CommandFailedException(log.tail(1).replaceFirst("^tombola: ", ""));
            }
            pause();
        }
        Runtime.getRuntime().removeShutdownHook(ifInterrupted);
    }

    private static Process launch(Home home, Scale scale, LogFile log) {
        var command = new ArrayList<String>();
        Tether.find("setsid").ifPresent(command::add);
        command.addAll(List.of(
                Program.JAVA,
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED"));
        Optional.ofNullable(System.getProperty(Distribution.KEY))
                .ifPresent(root -> command.add(
                        "-D" + Distribution.KEY + "=" + Path.of(root).toAbsolutePath()));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path", ""),
                "dev.tombola.cli.Main",
                "up",
                "--home",
                home.toString()));
        command.addAll(scale.arguments());
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(log.path().toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted while the stack is starting", e);
        }
    }
}
