package dev.tombola.cli.ticket;

import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.cli.environment.Settings;
import dev.tombola.cli.watch.Ledger;
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
        var named = NamedChain.parse(chain, spec);
        var settings = Settings.of(CommonOptions.of(spec).home());
        var drawn = named.drawn(Ledger.read(settings.kafka(), List.of(Topics.SEARCHES, Topics.TICKET_DRAWN)));
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
