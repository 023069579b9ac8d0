package dev.tombola.cli.mask;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tombola mask}. */
@Command(
        name = "mask",
        description = "Masks of weight files, without a search.",
        subcommands = {
            MaskPruneCommand.class,
            MaskShowCommand.class,
            MaskCompareCommand.class,
            MaskPackCommand.class,
            MaskUnpackCommand.class
        })
public final class MaskCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: prune, show, compare, pack or unpack");
    }
}
