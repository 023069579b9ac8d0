package dev.tombola.cli.data;

import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.ticket.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tombola data list}. */
@Command(name = "list", description = "Says which data sets are in the store, and which can be fetched.")
final class DataListCommand implements Runnable {
    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        try (var store = OpenStore.of(spec)) {
            var shelves = Shelf.all(new DataSetCatalogue(store));
            spec.commandLine().getOut().println(json ? Json.writePretty(shelves) : Shelf.table(shelves));
        }
    }
}
