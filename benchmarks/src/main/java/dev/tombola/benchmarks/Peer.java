package dev.tombola.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** PyTorch in a process of its own, which waits while it is not asked. */
final class Peer implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter requests;
    private final String version;

    private Peer(Process process) {
        this.process = process;
        answers = process.inputReader();
        requests = new PrintWriter(process.outputWriter(), true);
        version = answer();
    }

    /** Where the peers are, and with which Python they run. */
    record Python(String executable, Path folder) {
        /** Starts one of the scripts. */
        Peer start(String script, Object... arguments) {
            var command = new ArrayList<>(
                    List.of(executable, "-B", folder.resolve(script).toString()));
            for (var argument : arguments) {
                command.add(String.valueOf(argument));
            }
            try {
                return new Peer(new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    String version() {
        return version;
    }

    /** Of its work, once. */
    Cost turn() {
        requests.println();
        var seconds = answer().split(" ", -1);
        return new Cost(Double.parseDouble(seconds[0]), Double.parseDouble(seconds[1]));
    }

    /** Lets it say what it has to say at its end. */
    @Override
    public void close() {
        requests.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroy();
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }

    private String answer() {
        try {
            var line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("PyTorch ended: see above why");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
