package dev.tombola.cli.figure;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.cli.environment.Settings;
import dev.tombola.cli.watch.Ledger;
import dev.tombola.cli.watch.MeantSearch;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tombola figure}. */
@Command(
        name = "figure",
        description = {
            "Draws a search's answer as a picture: a panel for each task, a line for each chain and control.",
            "Accuracy, or the metric that judges a task in its place, stands over the weights that remain, as in the paper's"
                    + " Figure 3, with bars of one standard deviation over the seeds. Filled marks match."
                    + " The grey line with its band is the dense network."
        })
public final class FigureCommand implements Runnable {
    @Parameters(
            paramLabel = "SEARCH",
            arity = "0..1",
            description = "Its id or the beginning of it; the one submitted last.")
    private @Nullable String search;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "In place of SEARCH, a report.json, or what watch --json printed; nothing needs to run.")
    private @Nullable Path report;

    @Option(
            names = {"-o", "--out", "--output"},
            paramLabel = "OUT",
            description = "An .svg or .png file, replaced if it is there; SEARCH.svg, here.")
    private @Nullable Path out;

    @Option(names = "--task", paramLabel = "TASK", split = ",", description = "Only this one; may be repeated.")
    private List<String> tasks = List.of();

    @Option(
            names = "--series",
            paramLabel = "NAME",
            split = ",",
            description = "Only these chains and controls; they keep their colours.")
    private List<String> series = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (search != null && report != null) {
            throw new ParameterException(spec.commandLine(), "it is either SEARCH or --report FILE, not both");
        }
        var named = out == null ? null : PictureFile.of(out, spec);
        var answer = report != null ? read(report) : answer();
        var target = out != null ? out : Path.of(answer.search() + ".svg");
        var picture = named != null ? named : PictureFile.of(target, spec);
        picture.draw(answer, new Choice(tasks, series));
        spec.commandLine().getOut().println(target);
        spec.commandLine().getOut().flush();
    }

    private static SearchConcluded read(Path file) {
        try {
            return Json.read(Files.readAllBytes(file), SearchConcluded.class);
        } catch (InvalidDocumentException e) {
            throw new CommandFailedException("%s is no report of a search: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SearchConcluded answer() {
        var kafka = Settings.of(CommonOptions.of(spec).home()).kafka();
        var ledger = Ledger.read(kafka, List.of(Topics.SEARCHES, Topics.SEARCH_CONCLUDED));
        var meant = MeantSearch.meant(search, ledger).search();
        return ledger.concluded(meant)
                .orElseThrow(() -> new CommandFailedException(
                        "%s has no answer yet: wait for it with tombola watch %s".formatted(meant, meant)));
    }
}
