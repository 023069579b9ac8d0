package dev.tombola.cli;

import dev.tombola.cli.search.PaperRecipes;
import dev.tombola.ticket.wire.Json;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tombola recipes}. */
@Command(
        name = "recipes",
        description = {
            "Shows the paper's recipes, which those of a search may be like:",
            "  recipes: { short: { like: paper/cifar10, epochs: 10 } }",
            "With other epochs or steps, milestones and warm-up keep their place in the whole; the report says so."
        })
final class RecipesCommand implements Runnable {
    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var recipes = PaperRecipes.all();
        Notes.of(spec)
                .say(
                        json
                                ? Json.writePretty(recipes)
                                : recipes.stream().map(RecipesCommand::text).collect(Collectors.joining("\n")));
    }

    private static String text(PaperRecipes.Named named) {
        return "%s: %s%n    %s"
                .formatted(
                        named.name(),
                        named.about(),
                        named.recipe().entrySet().stream()
                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                .collect(Collectors.joining(", ")));
    }
}
