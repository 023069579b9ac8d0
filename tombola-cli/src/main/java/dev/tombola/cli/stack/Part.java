package dev.tombola.cli.stack;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One process of the local stack.
 *
 * @param name of its log and its pid file: {@code trainer-1}
 * @param command that starts it; has to contain {@link PidFile#mark}, by which it is known again later
 * @param environment beside that of this process
 * @param probe says whether it is ready for work
 * @param grace how long it may take to end after SIGTERM
 */
public record Part(String name, List<String> command, Map<String, String> environment, Probe probe, Duration grace) {
    public Part {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
