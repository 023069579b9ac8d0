package dev.tombola.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code tombola}: what is common to all commands. Each asks {@link #of} for it. */
@Command(
        name = "tombola",
        version = "tombola 0.1.0",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        description = "Finds lottery tickets in pre-trained vision networks.",
        subcommands = {})
public final class Main implements Runnable {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = ".tombola",
            scope = ScopeType.INHERIT,
            description = "Data, logs and caches of the local installation (default: ${DEFAULT-VALUE}).")
    private Path home;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Say more: logs of the libraries, and where an error comes from.")
    private boolean verbose;

    @CommandLine.Spec
    private CommandSpec spec;

    static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** With nothing printed in stack traces, and exit codes 0, 1 and, for wrong usage, 2. */
    public static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setExecutionStrategy(Main::execute)
                .setParameterExceptionHandler(OneLineErrors::wrongUsage)
                .setExecutionExceptionHandler(OneLineErrors::failed);
    }

    /** The main command that a command belongs to. */
    public static Main of(CommandSpec command) {
        return (Main) command.root().userObject();
    }

    /** The folder of the local installation. */
    public Home home() {
        return new Home(home);
    }

    boolean isVerbose() {
        return verbose;
    }

    /** Without a command there is nothing to do but to say which there are. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int execute(CommandLine.ParseResult parsed) {
        Logs.configure(of(parsed.commandSpec()).isVerbose());
        return new CommandLine.RunLast().execute(parsed);
    }
}
