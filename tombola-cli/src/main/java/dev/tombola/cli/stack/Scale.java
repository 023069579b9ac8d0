package dev.tombola.cli.stack;

import java.util.List;

/**
 * How many processes a local stack has.
 *
 * @param brokers one, or several that keep three copies of everything
 */
public record Scale(int trainers, int brokers) {
    /** As the command line of {@code up} has it. */
    List<String> arguments() {
        return List.of("--trainers", String.valueOf(trainers), "--brokers", String.valueOf(brokers));
    }
}
