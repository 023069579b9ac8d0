package dev.tombola.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** PyTorch in a process of its own, which waits while it is not asked. */
final class Peer implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter requests;
    private final String version;

    private Peer(Process process) throws IOException {
        this.process = process;
        answers = process.inputReader();
        requests = new PrintWriter(process.outputWriter(), true);
        version = answer();
    }

    static Peer start(String python, String script, Work work, String layout) throws IOException {
        var command = new ArrayList<>(List.of(python, script));
        for (int number : List.of(work.depth(), work.width(), work.batch(), work.steps())) {
            command.add(String.valueOf(number));
        }
        command.add(layout);
        return new Peer(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    String version() {
        return version;
    }

    /** Of one step, over a few. */
    Cost steps() throws IOException {
        requests.println();
        var seconds = answer().split(" ", -1);
        return new Cost(Double.parseDouble(seconds[0]), Double.parseDouble(seconds[1]));
    }

    @Override
    public void close() {
        process.destroy();
    }

    private String answer() throws IOException {
        var line = answers.readLine();
        if (line == null) {
            throw new IOException("PyTorch ended: see above why");
        }
        return line;
    }
}
