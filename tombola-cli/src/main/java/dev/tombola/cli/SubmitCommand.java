package dev.tombola.cli;

import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.cli.environment.Settings;
import dev.tombola.cli.search.Resolution;
import dev.tombola.cli.search.SearchFile;
import dev.tombola.cli.submit.DryRun;
import dev.tombola.cli.submit.Submission;
import dev.tombola.cli.watch.Ledger;
import dev.tombola.cli.watch.Watch;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.wire.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tombola submit}. */
@Command(
        name = "submit",
        description = {
            "Sends a search, and prints its id.",
            "What was trained before is not trained again; a search that has its answer is answered at once."
        })
final class SubmitCommand implements Runnable {
    @Parameters(paramLabel = "FILE", description = "The search, in YAML.")
    private Path file;

    @Option(names = "--dry-run", description = "Print the runs that it would take; send and upload nothing.")
    private boolean dryRun;

    @Option(names = "--fresh", description = "Train everything anew, even what was done before.")
    private boolean fresh;

    @Option(names = "--watch", description = "Show how it goes on until it has its answer.")
    private boolean watch;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** What a program gets to read. */
    private record Submitted(SearchId search, String state) {}

    @Override
    public void run() {
        var search = SearchFile.read(file);
        var settings = Settings.of(CommonOptions.of(spec).home());
        if (dryRun) {
            var planned = settings.isStoreKnown() ? DryRun.of(resolve(search, settings)) : checked(search);
            Notes.of(spec).say(json ? Json.writePretty(planned) : planned.text());
            return;
        }
        if (watch) {
            submitAndWatch(search, settings);
        } else {
            submit(search, settings);
        }
    }

    private DryRun checked(SearchFile search) {
        Resolution.checkWeights(search).forEach(Notes.of(spec).aside());
        return DryRun.of(search.search());
    }

    private ResolvedSearch resolve(SearchFile search, Settings settings) {
        try (var store = settings.openBucket()) {
            store.require();
            var resolution = dryRun ? Resolution.lookingAt(store) : Resolution.into(store);
            var resolved = resolution.resolve(search, repetition());
            resolution.notes().forEach(Notes.of(spec).aside());
            return resolved;
        }
    }

    private @Nullable String repetition() {
        return fresh ? Instant.now().toString() : null;
    }

    private void submitAndWatch(SearchFile search, Settings settings) {
        var notes = Notes.of(spec);
        try (var following = new Watch(settings.kafka())) {
            var id = submitted(search, following.ledger(), settings);
            if (!json) {
                notes.say(id.value());
            }
            Answers.show(following, id, json, notes);
        }
    }

    private void submit(SearchFile search, Settings settings) {
        var notes = Notes.of(spec);
        var ledger = Ledger.read(settings.kafka(), List.of(Topics.SEARCHES, Topics.SEARCH_CONCLUDED));
        var id = submitted(search, ledger, settings);
        var answer = ledger.concluded(id);
        if (json) {
            notes.say(Json.writePretty(new Submitted(id, answer.isPresent() ? "concluded" : "submitted")));
        } else {
            notes.say(id.value());
            answer.ifPresent(known -> Answers.print(known, false, notes));
        }
    }

    private SearchId submitted(SearchFile search, Ledger ledger, Settings settings) {
        return Submission.submit(resolve(search, settings), ledger, settings.kafka())
                .search();
    }
}
