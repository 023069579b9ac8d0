package dev.tombola.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What picocli does not check by itself. */
final class Checks {
    private Checks() {}

    static void brokers(int count, CommandSpec command) {
        if (count < 1 || count > 9) {
            throw new ParameterException(command.commandLine(), "--brokers: " + count + " is not in [1, 9]");
        }
    }

    static void trainers(int count, CommandSpec command) {
        if (count < 1 || count > 64) {
            throw new ParameterException(command.commandLine(), "--trainers: " + count + " is not in [1, 64]");
        }
    }
}
