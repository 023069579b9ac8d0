package dev.tombola.cli.search;

import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.search.DownstreamTask;
import dev.tombola.ticket.search.Pretraining;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.search.TaskRecipe;
import dev.tombola.vision.data.TaskName;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run takes.
 *
 * @param images shown to the network in training, repetitions counted, and two views as two
 */
public record Cost(long steps, long images) {
    /** Of a run that plays a role, whether or not it can be named yet. */
    public static Cost of(Search search, Role role) {
        var training = training(search, role);
        var recipe = training.recipe();
        long steps = recipe.steps() != null
                ? recipe.steps()
                : Objects.requireNonNull(recipe.epochs()) * stepsPerEpoch(recipe, images(training.task()));
        return new Cost(steps, steps * imagesPerStep(recipe));
    }

    /** A batch, of which whoever learns without labels sees two views. */
    public static long imagesPerStep(Recipe recipe) {
        return (recipe.classifies() ? 1L : 2L) * recipe.batch();
    }

    /** The data sets that a search's runs read. */
    public static Set<String> dataSets(Search search) {
        return Stream.concat(
                        search.tasks().values().stream().map(DownstreamTask::task),
                        search.pretrainings().values().stream().map(Pretraining::task))
                .filter(Objects::nonNull)
                .map(task -> TaskName.parse(task).dataSet().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TaskRecipe training(Search search, Role role) {
        return switch (role) {
            case Role.Pretrain(var name) -> search.pretrainedBy(name);
            case Role.Round round -> search.roundBy(search.chain(round.chain()), round.level());
            case Role.Transfer transfer -> search.transferredBy(transfer.task());
        };
    }

    private static long stepsPerEpoch(Recipe recipe, long images) {
        return recipe.dropLast() ? images / recipe.batch() : Math.ceilDiv(images, (long) recipe.batch());
    }

    private static long images(String text) {
        var task = TaskName.parse(text);
        var dataSet = task.dataSet();
        long training = (long) dataSet.trainImages() - dataSet.validationImages();
        return task.images() > 0 ? task.images() : training * task.classCount() / dataSet.classes();
    }
}
