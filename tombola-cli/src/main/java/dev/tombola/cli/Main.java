package dev.tombola.cli;

import dev.tombola.cli.audit.AuditCommand;
import dev.tombola.cli.data.DataCommand;
import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.cli.environment.Logs;
import dev.tombola.cli.figure.FigureCommand;
import dev.tombola.cli.mask.MaskCommand;
import dev.tombola.cli.ticket.TicketsCommand;
import dev.tombola.cli.weights.WeightsCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;

/** {@code tombola}: the list of its commands, and how they are run. */
@Command(
        name = "tombola",
        version = "tombola 0.1.0",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        description = "Finds lottery tickets in pre-trained vision networks.",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            RestartCommand.class,
            InitCommand.class,
            SubmitCommand.class,
            WatchCommand.class,
            StatusCommand.class,
            CancelCommand.class,
            FigureCommand.class,
            TicketsCommand.class,
            AuditCommand.class,
            DataCommand.class,
            WeightsCommand.class,
            RecipesCommand.class,
            MaskCommand.class,
            ChaosCommand.class
        })
public final class Main implements Runnable {
    @Mixin(name = CommonOptions.NAME)
    private CommonOptions common;

    @CommandLine.Spec
    private CommandSpec spec;

    static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** With nothing printed in stack traces, and exit codes 0, 1 and, for wrong usage, 2. */
    public static CommandLine commandLine() {
        var main = new Main();
        return new CommandLine(main)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setExecutionStrategy(main::execute)
                .setParameterExceptionHandler(OneLineErrors::wrongUsage)
                .setExecutionExceptionHandler(OneLineErrors::failed);
    }

    /** Without a command there is nothing to do but to say which there are. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }

    private int execute(CommandLine.ParseResult parsed) {
        Logs.configure(common.isVerbose());
        return new CommandLine.RunLast().execute(parsed);
    }
}
