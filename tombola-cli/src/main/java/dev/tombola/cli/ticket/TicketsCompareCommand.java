package dev.tombola.cli.ticket;

import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.cli.environment.Settings;
import dev.tombola.cli.mask.ComparisonOptions;
import dev.tombola.cli.watch.Ledger;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.store.Blobs;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tombola tickets compare}. */
@Command(
        name = "compare",
        description = {
            "Says how alike the masks of chains are, level by level, and where each of them prunes.",
            "As tombola mask compare, whose help explains the columns, of masks that need not be files."
        })
final class TicketsCompareCommand implements Runnable {
    @Parameters(
            arity = "2..*",
            paramLabel = "SEARCH/CHAIN",
            description = "As tombola tickets lists them, without the level; of one search or of several.")
    private List<String> paths = List.of();

    @Mixin
    private ComparisonOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var named = paths.stream().map(path -> NamedChain.parse(path, spec)).toList();
        if (named.stream().distinct().count() < named.size()) {
            throw new ParameterException(spec.commandLine(), "a chain is there twice");
        }
        boolean ambiguous = named.stream().map(NamedChain::chain).distinct().count() < named.size();
        var settings = Settings.of(CommonOptions.of(spec).home());
        var ledger = Ledger.read(settings.kafka(), List.of(Topics.SEARCHES, Topics.TICKET_DRAWN));
        try (var store = settings.openBucket()) {
            var masks = new ChainMasks(new Blobs(store));
            options.compare(
                    named.stream()
                            .map(chain -> new DrawnChain(
                                    ambiguous ? chain.toString() : chain.chain(), chain.drawn(ledger), masks))
                            .toList(),
                    spec);
        }
    }
}
