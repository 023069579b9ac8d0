package dev.tombola.cli;

import dev.tombola.cli.chaos.Chaos;
import dev.tombola.cli.chaos.ChaosReport;
import dev.tombola.cli.data.FetchDataSet;
import dev.tombola.cli.data.ProgressBars;
import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.cli.environment.Home;
import dev.tombola.cli.environment.Settings;
import dev.tombola.cli.search.Cost;
import dev.tombola.cli.search.Resolution;
import dev.tombola.cli.search.SearchFile;
import dev.tombola.cli.stack.Distribution;
import dev.tombola.cli.stack.LocalStack;
import dev.tombola.cli.stack.Scale;
import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.wire.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tombola chaos}. */
@Command(
        name = "chaos",
        description = {
            "Kills, ends and freezes the processes of a stack of its own while a small search runs, and compares what comes"
                    + " of it with an undisturbed one: answer, weights and networks have to be the same, byte for byte.",
            "Trainers hold requests for 3 s and save every second here; usually it is a minute."
        })
final class ChaosCommand implements Runnable {
    @Option(names = "--kills", paramLabel = "N", defaultValue = "20", description = "How many (${DEFAULT-VALUE}).")
    private int kills;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Decides what is struck, and when (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--pause",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Between two of them, on average (${DEFAULT-VALUE}).")
    private double pause;

    @Option(names = "--trainers", paramLabel = "N", defaultValue = "2", description = "How many (${DEFAULT-VALUE}).")
    private int trainers;

    @Option(names = "--brokers", paramLabel = "N", defaultValue = "3", description = "How many (${DEFAULT-VALUE}).")
    private int brokers;

    @Option(names = "--search", paramLabel = "FILE", description = "Another search than examples/chaos.yaml.")
    private @Nullable Path search;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Checks.faults(kills, pause, spec);
        Checks.trainers(trainers, spec);
        Checks.brokers(brokers, spec);
        var notes = Notes.of(spec);
        var file = SearchFile.read(search != null ? search : Distribution.find().example("chaos.yaml"));
        // Beside the user's own searches, which nobody wants struck.
        var home = new Home(CommonOptions.of(spec).home().root().resolve("chaos"));
        var report = run(file, home, notes);
        notes.say(json ? Json.writePretty(report) : report.text());
        if (!report.isClean()) {
            throw new CommandFailedException("faults made a difference");
        }
    }

    private ChaosReport run(SearchFile file, Home home, Notes notes) {
        try (var local = LocalStack.start(home, new Scale(trainers, brokers), LocalStack.Terms.HARSH, notes.aside())) {
            var settings = Settings.of(home);
            var chaos = new Chaos(
                    home,
                    settings,
                    () -> local.failure().isDone() ? Optional.of(local.failure().join()) : Optional.empty(),
                    notes.aside());
            return chaos.run(resolve(file, home, settings, notes), torment());
        }
    }

    private Chaos.Torment torment() {
        return new Chaos.Torment(kills, Duration.ofMillis((long) (pause * 1000)), seed);
    }

    private static ResolvedSearch resolve(SearchFile file, Home home, Settings settings, Notes notes) {
        try (var store = settings.openBucket()) {
            var fetching =
                    new FetchDataSet(new DataSetCatalogue(store), home.data("downloads"), ProgressBars.on(notes.err()));
            Cost.dataSets(file.search()).forEach(fetching::unlessThere);
            return Resolution.into(store).resolve(file, null);
        }
    }
}
