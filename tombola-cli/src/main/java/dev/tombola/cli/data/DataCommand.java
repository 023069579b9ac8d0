package dev.tombola.cli.data;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tombola data}. */
@Command(
        name = "data",
        description = "Data sets: which there are, and how they get into the store.",
        subcommands = {DataListCommand.class, DataFetchCommand.class, DataImportCommand.class})
public final class DataCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: list, fetch or import");
    }
}
