package dev.tombola.cli;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.cli.environment.Settings;
import dev.tombola.cli.submit.Submission;
import dev.tombola.cli.watch.Ledger;
import dev.tombola.cli.watch.MeantSearch;
import dev.tombola.ticket.event.Topics;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tombola cancel}. */
@Command(
        name = "cancel",
        description = {
            "Calls a search off: runs that no other search wants are not trained any more.",
            "What was found stays; submitting the search again goes on from there."
        })
final class CancelCommand implements Runnable {
    @Parameters(paramLabel = "SEARCH", description = "Its id or the beginning of it.")
    private String search;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var kafka = Settings.of(CommonOptions.of(spec).home()).kafka();
        var ledger = Ledger.read(kafka, List.of(Topics.SEARCHES, Topics.SEARCH_CONCLUDED));
        var meant = MeantSearch.meant(search, ledger);
        if (ledger.concluded(meant.search()).isPresent()) {
            throw new CommandFailedException(meant.search() + " has ended already");
        }
        Submission.cancel(meant, kafka);
        Notes.of(spec).say("cancelled " + meant.search());
    }
}
