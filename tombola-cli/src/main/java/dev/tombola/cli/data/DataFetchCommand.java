package dev.tombola.cli.data;

import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.store.dataset.DataSetCatalogue;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tombola data fetch}. */
@Command(
        name = "fetch",
        description = "Downloads a data set from its official place, checks it and puts it into the store.")
final class DataFetchCommand implements Runnable {
    @Parameters(paramLabel = "NAME", description = "fashion-mnist, mnist, cifar10, cifar100 or svhn.")
    private String name;

    @Option(names = "--from", paramLabel = "URL", description = "Another place with the same files.")
    private @Nullable URI mirror;

    @Option(names = "--again", description = "Fetch and store it even if it is in the store.")
    private boolean again;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var out = spec.commandLine().getOut();
        var downloads = CommonOptions.of(spec).home().data("downloads");
        try (var store = OpenStore.of(spec)) {
            var progress = ProgressBars.on(spec.commandLine().getErr());
            var fetching = new FetchDataSet(new DataSetCatalogue(store), downloads, progress);
            var entry = again || mirror != null ? fetching.anew(name, mirror) : fetching.unlessThere(name);
            out.println(Shelf.describe(entry));
        }
    }
}
