package dev.tombola.cli.environment;

import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command has. Commands get at them with {@link #of}. */
public final class CommonOptions {
    /** The name under which the main command mixes them in. */
    public static final String NAME = "common";

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

    public static CommonOptions of(CommandSpec command) {
        return (CommonOptions)
                Objects.requireNonNull(command.root().mixins().get(NAME)).userObject();
    }

    /** The folder of the local installation. */
    public Home home() {
        return new Home(home);
    }

    public boolean isVerbose() {
        return verbose;
    }
}
