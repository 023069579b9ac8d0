package dev.tombola.cli;

import dev.tombola.cli.data.FetchDataSet;
import dev.tombola.cli.data.ProgressBars;
import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.cli.environment.Home;
import dev.tombola.cli.environment.HomeLock;
import dev.tombola.cli.environment.Settings;
import dev.tombola.cli.search.Cost;
import dev.tombola.cli.search.Resolution;
import dev.tombola.cli.search.SearchFile;
import dev.tombola.cli.stack.Detached;
import dev.tombola.cli.stack.Distribution;
import dev.tombola.cli.stack.LocalStack;
import dev.tombola.cli.stack.Scale;
import dev.tombola.cli.submit.Submission;
import dev.tombola.cli.watch.Display;
import dev.tombola.cli.watch.Spent;
import dev.tombola.cli.watch.Watch;
import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tombola demo}. */
@Command(
        name = "demo",
        description = {
            "Runs the whole job on this machine: starts everything, fetches Fashion-MNIST, finds tickets, prints the"
                    + " verdicts, writes report.json (here), and leaves nothing running.",
            "Where a stack runs in the home already, it is used and left running."
        })
final class DemoCommand implements Runnable {
    private static final Path REPORT = Path.of("report.json");

    @Option(names = "--trainers", paramLabel = "N", defaultValue = "2", description = "How many (${DEFAULT-VALUE}).")
    private int trainers;

    @ArgGroup
    private @Nullable What what;

    /** Which search is run. */
    private static final class What {
        @Option(
                names = "--pretraining",
                paramLabel = "KIND",
                description = "How the network is pre-trained: supervised (with labels, the default), simclr or moco.")
        private @Nullable Kind pretraining;

        @Option(
                names = "--search",
                paramLabel = "FILE",
                description = "Another search than examples/fashion-in-minutes.yaml.")
        private @Nullable Path search;
    }

    /** Of pre-training, each with an example of its own. */
    private enum Kind {
        SUPERVISED("fashion-in-minutes.yaml"),
        SIMCLR("fashion-in-minutes-simclr.yaml"),
        MOCO("fashion-in-minutes-moco.yaml");

        private final String example;

        Kind(String example) {
            this.example = example;
        }
    }

    @Option(names = "--keep", description = "Leave everything running afterwards; tombola down stops it.")
    private boolean keep;

    @Spec
    private CommandSpec spec;

    private final Phases phases = new Phases();
    private final Instant begin = Instant.now();

    @Override
    public void run() {
        Checks.trainers(trainers, spec);
        var notes = Notes.of(spec);
        var file = SearchFile.read(search());
        var home = CommonOptions.of(spec).home();
        if (keep && !HomeLock.isHeld(home)) {
            notes.say("starting everything in " + home);
            Detached.start(home, new Scale(trainers, 1));
        }
        var spent = HomeLock.isHeld(home) ? find(file, home, notes) : findAlone(file, home, notes);
        notes.say("");
        notes.say("where the time went: " + phases);
        notes.say(spent);
        notes.say("the answer is in " + REPORT.toAbsolutePath());
    }

    private Path search() {
        if (what != null && what.search != null) {
            return what.search;
        }
        var kind = what == null || what.pretraining == null ? Kind.SUPERVISED : what.pretraining;
        return Distribution.find().example(kind.example);
    }

    private String find(SearchFile file, Home home, Notes notes) {
        phases.end("starting");
        return find(file, home, notes, new Voice(notes::say), () -> {});
    }

    private String findAlone(SearchFile file, Home home, Notes notes) {
        var voice = new Voice(notes::say);
        String spent;
        try (var local = LocalStack.start(home, new Scale(trainers, 1), voice)) {
            phases.end("starting");
            spent = find(file, home, notes, voice, () -> check(local));
        }
        phases.end("stopping");
        return spent;
    }

    private String find(SearchFile file, Home home, Notes notes, Voice voice, Runnable trouble) {
        var settings = Settings.of(home);
        var resolved = resolve(file, home, settings, notes);
        phases.end("data");
        try (var watch = new Watch(settings.kafka())) {
            var submitted = Submission.submit(resolved, watch.ledger(), settings.kafka());
            notes.say("searching: " + submitted.search());
            SearchConcluded answer;
            try (var display = Display.on(notes.out())) {
                voice.moveTo(display::line);
                answer = watch.untilConcluded(submitted.search(), display, trouble);
            } finally {
                voice.moveTo(notes::say);
            }
            phases.end("searching");
            write(answer, notes);
            others(watch, home, notes);
            return Spent.since(begin, submitted.search(), watch.ledger());
        }
    }

    /** Somebody may have sent a search of their own meanwhile. */
    private static void others(Watch watch, Home home, Notes notes) {
        long waiting = watch.ledger().searches().stream()
                .filter(search -> !search.cancelled())
                .filter(search -> watch.ledger().concluded(search.search()).isEmpty())
                .count();
        if (waiting > 0) {
            notes.say("%d more in %s without an answer yet: ./tombola up goes on with what was sent there"
                    .formatted(waiting, home));
        }
    }

    private static ResolvedSearch resolve(SearchFile file, Home home, Settings settings, Notes notes) {
        try (var store = settings.openBucket()) {
            var fetching =
                    new FetchDataSet(new DataSetCatalogue(store), home.data("downloads"), ProgressBars.on(notes.err()));
            Cost.dataSets(file.search()).forEach(fetching::unlessThere);
            return Resolution.into(store).resolve(file, null);
        }
    }

    private static void write(SearchConcluded answer, Notes notes) {
        try {
            Files.writeString(REPORT, Json.writePretty(answer) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Answers.print(answer, false, notes);
    }

    private static void check(LocalStack local) {
        if (local.failure().isDone()) {
            throw new CommandFailedException(local.failure().join());
        }
    }
}
