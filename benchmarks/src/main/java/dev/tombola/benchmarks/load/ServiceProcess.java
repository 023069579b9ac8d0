package dev.tombola.benchmarks.load;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A service in a process of its own, with the options that {@code tombola up} gives it. */
final class ServiceProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final String name;
    private final Path log;
    private final Process process;

    private ServiceProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts it; does not wait.
     *
     * @param what class path or jar, main class and arguments
     */
    static ServiceProcess start(
            String name, Path folder, String heap, Map<String, String> environment, List<String> what) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(what);
        var log = folder.resolve(name + ".log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy)); // nothing is left running
            return new ServiceProcess(name, log, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    /** Waits for the line {@code ready NAME …}. Returns its last word. */
    String awaitReadyLine() {
        await(() -> said().lines().anyMatch(line -> line.startsWith("ready ")));
        var line =
                said().lines().filter(it -> it.startsWith("ready ")).findFirst().orElseThrow();
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    /** Waits until something holds; complains when the process ends before. */
    void await(BooleanSupplier ready) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!ready.getAsBoolean()) {
            requireAlive();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("%s is not ready: %s".formatted(name, said()));
            }
            Pause.of(Duration.ofMillis(100));
        }
    }

    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("%s has ended: %s".formatted(name, said()));
        }
    }

    /** What it has written about trouble. */
    long complaints() {
        return said().lines()
                .filter(line -> line.contains("WARN") || line.contains("ERROR"))
                .count();
    }

    /** After a full collection that this asks for: what is used is what is needed. */
    @SuppressWarnings("BanJNDI") // the address is that of a process which was started here
    Footprint footprint() {
        requireAlive();
        try {
            var virtual = VirtualMachine.attach(String.valueOf(process.pid()));
            String address;
            try {
                address = virtual.startLocalManagementAgent();
            } finally {
                virtual.detach();
            }
            try (var connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
                return footprint(connector.getMBeanServerConnection());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Footprint footprint(MBeanServerConnection connection) throws IOException {
        long resident = resident(); // before it is tidied up
        var memory = ManagementFactory.newPlatformMXBeanProxy(
                connection, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        memory.gc();
        return new Footprint(
                resident,
                memory.getHeapMemoryUsage().getUsed(),
                process.info().totalCpuDuration().orElse(Duration.ZERO));
    }

    /**
     * Memory of a process, in bytes.
     *
     * @param resident all of it
     * @param live what its heap needs
     * @param processor time that it has used
     */
    record Footprint(long resident, long live, Duration processor) {
        @Override
        public String toString() {
            return "%d/%d MB".formatted(live >> 20, resident >> 20);
        }
    }

    private long resident() throws IOException {
        var match = RESIDENT.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
        return match.find() ? Long.parseLong(match.group(1)) << 10 : 0;
    }

    private String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
