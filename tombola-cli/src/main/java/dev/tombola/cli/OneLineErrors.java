package dev.tombola.cli;

import dev.tombola.cli.environment.CommonOptions;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How errors reach the user: one line on stderr, and with {@code --verbose} where it happened. */
final class OneLineErrors {
    private OneLineErrors() {}

    static int wrongUsage(ParameterException e, String[] args) {
        var command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().printf("%s: %s%s; see %s --help%n", name, describe(e), suggestion(e), name);
        return CommandLine.ExitCode.USAGE;
    }

    static int failed(Exception e, CommandLine command, ParseResult parsed) {
        command.getErr().printf("%s: %s%n", command.getCommandSpec().root().name(), describe(e));
        if (CommonOptions.of(command.getCommandSpec()).isVerbose()) {
            e.printStackTrace(command.getErr());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    static String describe(Throwable e) {
        return switch (e) {
            case UncheckedIOException wrapped when wrapped.getCause() != null -> describe(wrapped.getCause());
            case NoSuchFileException missing -> missing.getMessage() + ": no such file or folder";
            case AccessDeniedException denied -> denied.getMessage() + ": permission denied";
            case TimeoutException late ->
                "no answer from Kafka: is a broker up at kafka.bootstrap.servers? (%s)".formatted(message(late));
            case KafkaException wrapped
            when wrapped.getCause() instanceof KafkaException cause ->
                "%s: %s".formatted(message(wrapped), describe(cause));
            case NullPointerException bug -> unexpected(bug);
            case ClassCastException bug -> unexpected(bug);
            case IndexOutOfBoundsException bug -> unexpected(bug);
            default -> message(e);
        };
    }

    private static String message(Throwable e) {
        return e.getMessage() == null || e.getMessage().isBlank() ? unexpected(e) : oneLine(e.getMessage());
    }

    private static String unexpected(Throwable e) {
        return "unexpected " + oneLine(e.toString()) + " (--verbose shows where)";
    }

    private static String suggestion(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            return "; did you mean " + unmatched.getSuggestions().getFirst() + "?";
        }
        return "";
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
