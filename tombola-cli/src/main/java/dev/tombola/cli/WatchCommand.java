package dev.tombola.cli;

import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.cli.environment.Settings;
import dev.tombola.cli.watch.MeantSearch;
import dev.tombola.cli.watch.Watch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tombola watch}. */
@Command(name = "watch", description = "Shows how a search goes on until it has its answer, and prints that.")
final class WatchCommand implements Runnable {
    @Parameters(
            paramLabel = "SEARCH",
            arity = "0..1",
            description = "Its id or the beginning of it; the one submitted last.")
    private @Nullable String search;

    @Option(names = "--json", description = "Print the answer as JSON; what goes on meanwhile goes to stderr.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var settings = Settings.of(CommonOptions.of(spec).home());
        try (var watch = new Watch(settings.kafka())) {
            var meant = MeantSearch.meant(search, watch.ledger()).search();
            Answers.show(watch, meant, json, Notes.of(spec));
        }
    }
}
