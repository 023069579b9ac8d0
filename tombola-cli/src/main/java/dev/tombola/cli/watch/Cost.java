package dev.tombola.cli.watch;

import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.search.Chain;
import dev.tombola.ticket.search.DownstreamTask;
import dev.tombola.ticket.search.Pretraining;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.search.Search;
import dev.tombola.vision.data.TaskName;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run takes.
 *
 * @param images shown to the network in training, repetitions counted
 */
public record Cost(long steps, long images) {
    /** The task and recipe of a role, without those parts of a run that wait for masks or weights. */
    private record Training(String task, Recipe recipe) {}

    /** Of a run that plays a role, whether or not it can be named yet. */
    public static Cost of(Search search, Role role) {
        var training = training(search, role);
        var recipe = training.recipe();
        long steps = recipe.steps() != null
                ? recipe.steps()
                : Objects.requireNonNull(recipe.epochs()) * stepsPerEpoch(recipe, images(training.task()));
        return new Cost(steps, steps * recipe.batch());
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

    private static Training training(Search search, Role role) {
        return switch (role) {
            case Role.Pretrain(var name) -> pretraining(search, name);
            case Role.Round round -> round(search, search.chain(round.chain()));
            case Role.Transfer transfer -> transfer(search, transfer.task());
        };
    }

    private static Training round(Search search, Chain chain) {
        var whole = chain.on().equals(Chain.PRETRAINING)
                ? defined(search.pretrainings(), search.pretraining(chain)).task()
                : defined(search.tasks(), chain.on()).task();
        var recipe = chain.recipe() != null
                ? chain.recipe()
                : defined(search.tasks(), chain.on()).recipe();
        var task = defined(whole);
        return new Training(
                chain.images() == null ? task : task.replaceFirst(":.*", "") + ":" + chain.images(),
                defined(search.recipes(), recipe));
    }

    private static Training pretraining(Search search, String name) {
        var pretraining = defined(search.pretrainings(), name);
        return new Training(defined(pretraining.task()), defined(search.recipes(), pretraining.recipe()));
    }

    private static Training transfer(Search search, String name) {
        var task = defined(search.tasks(), name);
        return new Training(task.task(), defined(search.recipes(), task.recipe()));
    }

    private static <T> T defined(Map<String, T> all, @Nullable String name) {
        return defined(all.get(defined(name)));
    }

    /** A search is checked when it is made. */
    private static <T> T defined(@Nullable T value) {
        return Objects.requireNonNull(value);
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
