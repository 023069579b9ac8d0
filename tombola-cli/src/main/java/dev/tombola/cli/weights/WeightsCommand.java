package dev.tombola.cli.weights;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tombola weights}. */
@Command(
        name = "weights",
        description = "Files of weights: safetensors, and what torch.save wrote.",
        subcommands = {WeightsShowCommand.class, WeightsConvertCommand.class})
public final class WeightsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: show or convert");
    }
}
