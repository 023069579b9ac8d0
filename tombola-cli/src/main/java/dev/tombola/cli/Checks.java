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

    static void faults(int count, double pause, CommandSpec command) {
        if (count < 1) {
            throw new ParameterException(command.commandLine(), "--kills: " + count + " is less than 1");
        }
        if (!(pause > 0 && pause <= 3600)) {
            throw new ParameterException(command.commandLine(), "--pause: " + pause + " is not in (0, 3600]");
        }
    }

    static void trainers(int count, CommandSpec command) {
        if (count < 1 || count > 64) {
            throw new ParameterException(command.commandLine(), "--trainers: " + count + " is not in [1, 64]");
        }
    }
}
