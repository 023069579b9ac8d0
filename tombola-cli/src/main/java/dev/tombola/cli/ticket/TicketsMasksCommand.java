package dev.tombola.cli.ticket;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.cli.environment.Settings;
import dev.tombola.cli.watch.Ledger;
import dev.tombola.cli.watch.MeantSearch;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.store.Blobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tombola tickets masks}. */
@Command(name = "masks", description = "Writes all masks of a chain into one file (docs/mask-file.md).")
final class TicketsMasksCommand implements Runnable {
    @Parameters(paramLabel = "SEARCH/CHAIN", description = "As tombola tickets lists them, without the level.")
    private String chain;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "Replaced if it is there.")
    private Path target;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var parts = List.of(chain.split("/", -1));
        if (parts.size() != 2) {
            throw new ParameterException(spec.commandLine(), chain + " is not a chain: expected SEARCH/CHAIN");
        }
        var settings = Settings.of(CommonOptions.of(spec).home());
        var ledger = Ledger.read(settings.kafka(), List.of(Topics.SEARCHES, Topics.TICKET_DRAWN));
        var drawn = ledger.tickets(MeantSearch.meant(parts.getFirst(), ledger).search()).stream()
                .filter(ticket -> ticket.ticket().chain().equals(parts.getLast()))
                .filter(ticket -> ticket.ticket().level() > 0)
                .toList();
        if (drawn.isEmpty()) {
            throw new CommandFailedException(
                    "no mask of %s was drawn; tombola tickets lists those that were".formatted(chain));
        }
        try (var store = settings.openBucket()) {
            new ChainMasks(new Blobs(store)).write(drawn, target);
        }
        spec.commandLine().getOut().printf("%s: %d levels, %d bytes%n", target, drawn.size(), size());
    }

    private long size() {
        try {
            return Files.size(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
