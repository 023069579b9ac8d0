package dev.tombola.cli.mask;

import dev.tombola.cli.figure.PictureFile;
import dev.tombola.ticket.wire.Json;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How masks are compared, wherever they come from. */
public final class ComparisonOptions {
    @Option(
            names = "--levels",
            paramLabel = "K",
            split = ",",
            description = "These levels, 5,10,15; else all that every chain has.")
    private List<Integer> levels = List.of();

    @Option(
            names = "--by",
            paramLabel = "PART",
            description = "Besides the total, by layer or stage (of a ResNet layer1 to layer4).")
    private @Nullable Breakdown breakdown;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Option(
            names = "--figure",
            paramLabel = "OUT",
            description = "Also draws similarities and pruned filters into an .svg or .png file, part by part.")
    private @Nullable Path figure;

    /** Says how alike they are, and draws it. */
    public void compare(List<? extends ComparedChain> chains, CommandSpec spec) {
        var picture = figure == null ? null : PictureFile.of(figure, spec);
        var comparison = new CompareMasks(chains, breakdown).at(levels);
        spec.commandLine()
                .getOut()
                .println(
                        json ? Json.writePretty(comparison) : new ComparisonText(comparison, breakdown != null).text());
        if (picture != null) {
            picture.draw(comparison);
        }
    }
}
