package dev.tombola.cli.data;

import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.store.dataset.DataSetCatalogue;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tombola data import}. */
@Command(name = "import", description = "Puts a data set that lies in a folder into the store.")
final class DataImportCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "NAME", description = "Which data set it is: mnist, cifar10, …")
    private String name;

    @Parameters(
            index = "1",
            paramLabel = "DIR",
            description = "Holds the official files: idx, gzipped or not, CIFAR's binary version, SVHN's *_32x32.mat, "
                    + "VisDA's image lists, ImageNet's folders.")
    private Path folder;

    @Option(
            names = "--partial",
            description = "Take fewer images than the official set has; the last tenth is for validation.")
    private boolean partial;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var scratch = CommonOptions.of(spec).home().data("downloads");
        try (var store = OpenStore.of(spec)) {
            var entry = new ImportDataSet(new DataSetCatalogue(store), scratch).from(folder, name, partial);
            spec.commandLine().getOut().println(Shelf.describe(entry));
        }
    }
}
