package dev.tombola.cli.search;

import dev.tombola.pruner.criterion.PruningCount;
import dev.tombola.store.network.Architectures;
import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.search.Chain;
import dev.tombola.ticket.search.DownstreamTask;
import dev.tombola.ticket.search.Levels;
import dev.tombola.ticket.search.Pretraining;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.wire.Complaint;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.vision.data.DataSet;
import dev.tombola.vision.data.TaskName;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Networks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What the names in a search stand for: checks them against the networks and data sets that {@code vision} has. */
final class Meaning {
    private final Search search;

    Meaning(Search search) {
        this.search = search;
    }

    /** The same search with the names of its tasks in canonical form, so that equal tasks give equal runs. */
    Search checked() {
        var canonical = new Search(
                search.name(),
                search.network(),
                search.recipes(),
                mapped(search.pretrainings(), Meaning::canonical),
                search.chains(),
                search.controls(),
                mapped(search.tasks(), Meaning::canonical),
                search.levels(),
                search.seeds(),
                search.matching(),
                search.resume(),
                search.origins());
        var meaning = new Meaning(canonical);
        meaning.checkNetwork();
        meaning.tasks();
        meaning.checkLevels();
        meaning.checkRewinding();
        PruningCount.check(canonical, Architectures.layout(canonical.network()).size());
        return canonical;
    }

    /** Every task that something is trained on, by the path of what says so. */
    Map<String, TaskName> tasks() {
        var tasks = new LinkedHashMap<String, TaskName>();
        search.pretrainings().forEach((name, pretraining) -> {
            if (pretraining.task() != null) {
                String path = "pretrainings." + name + ".task";
                tasks.put(path, parse(path, pretraining.task()));
            }
        });
        search.tasks().forEach((name, task) -> {
            String path = "tasks." + name + ".task";
            tasks.put(path, parse(path, task.task()));
        });
        search.everyChain().forEach((name, chain) -> {
            if (chain.images() != null) {
                String path = path(name) + ".images";
                tasks.put(path, limited(path, chain, tasks));
            }
        });
        return tasks;
    }

    /** All that is trained. */
    List<Exercise> exercises() {
        var tasks = tasks();
        var exercises = new ArrayList<Exercise>();
        search.pretrainings().forEach((name, pretraining) -> {
            if (pretraining.recipe() != null) {
                String path = "pretrainings." + name + ".task";
                exercises.add(new Exercise(path, defined(tasks.get(path)), recipe(pretraining.recipe())));
            }
        });
        search.tasks().forEach((name, task) -> {
            String path = "tasks." + name + ".task";
            exercises.add(new Exercise(path, defined(tasks.get(path)), recipe(task.recipe())));
        });
        search.everyChain()
                .forEach((name, chain) -> exercise(path(name), chain, tasks).ifPresent(exercises::add));
        return exercises;
    }

    private Optional<Exercise> exercise(String path, Chain chain, Map<String, TaskName> tasks) {
        var task = tasks.get(chain.images() == null ? on(chain) : path + ".images");
        String recipe = recipe(chain);
        return !(chain.criterion().trains() || chain.rewindsToItself()) || task == null || recipe == null
                ? Optional.empty()
                : Optional.of(new Exercise(chain.images() == null ? path : path + ".images", task, recipe(recipe)));
    }

    /** Of a chain's rounds. */
    private @Nullable String recipe(Chain chain) {
        var repeated = search.tasks().get(chain.on());
        return chain.recipe() == null && repeated != null ? repeated.recipe() : chain.recipe();
    }

    private Recipe recipe(String name) {
        return defined(search.recipes().get(name));
    }

    /** A search is checked when it is made. */
    private static <T> T defined(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    private String path(String chain) {
        return (search.chains().containsKey(chain) ? "chains." : "controls.") + chain;
    }

    private String on(Chain chain) {
        return chain.on().equals(Chain.PRETRAINING)
                ? "pretrainings." + search.pretraining(chain) + ".task"
                : "tasks." + chain.on() + ".task";
    }

    /** The network, for the images and classes of a task. */
    Network network(TaskName task) {
        return Architectures.network(search.network(), task.dataSet().shape().channels(), task.classCount());
    }

    private TaskName limited(String path, Chain chain, Map<String, TaskName> tasks) {
        String on = on(chain);
        var task = tasks.get(on);
        if (task == null) {
            throw new InvalidDocumentException(path + ": there is no " + on + " whose images could be counted");
        }
        try {
            return new TaskName(task.dataSet(), task.classes(), chain.images() == null ? 0 : chain.images());
        } catch (IllegalArgumentException e) {
            throw new InvalidDocumentException(path + ": " + e.getMessage(), e);
        }
    }

    private void checkLevels() {
        if (!(search.levels() instanceof Levels.All)
                && search.everyChain().values().stream()
                        .allMatch(
                                chain -> search.rounds(chain) < search.levels().highest())) {
            throw new InvalidDocumentException("levels: %d is beyond the rounds of every chain"
                    .formatted(search.levels().highest()));
        }
    }

    private void checkRewinding() {
        search.everyChain().forEach((name, chain) -> {
            if (chain.rewind() instanceof RewindPoint.Epoch(int epoch)) {
                String recipe = defined(recipe(chain));
                Integer epochs = recipe(recipe).epochs();
                if (epochs == null || epochs < epoch) {
                    throw new InvalidDocumentException(
                            "%s.rewind: epoch:%d asks for weights that round 0 never has: recipe %s %s"
                                    .formatted(
                                            path(name),
                                            epoch,
                                            recipe,
                                            epochs == null ? "counts steps, not epochs" : "ends with epoch " + epochs));
                }
            }
        });
    }

    private void checkNetwork() {
        String name = search.network().name();
        if (!Networks.names().contains(name)) {
            throw new InvalidDocumentException(
                    "network.name: no network is called " + name + Complaint.suggestion(name, Networks.names()));
        }
        try {
            for (TaskName task : tasks().values()) {
                DataSet dataSet = task.dataSet();
                network(task).shapes(dataSet.shape().height(), dataSet.shape().width());
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidDocumentException("network: " + e.getMessage(), e);
        }
    }

    private static Pretraining canonical(String path, Pretraining written) {
        return written.task() == null
                ? written
                : new Pretraining(
                        parse("pretrainings." + path + ".task", written.task()).toString(),
                        written.recipe(),
                        written.weights(),
                        written.part(),
                        written.seed());
    }

    private static DownstreamTask canonical(String path, DownstreamTask written) {
        return new DownstreamTask(
                parse("tasks." + path + ".task", written.task()).toString(), written.recipe(), written.stem());
    }

    private static TaskName parse(String path, String task) {
        try {
            return TaskName.parse(task);
        } catch (IllegalArgumentException e) {
            String complaint = String.valueOf(e.getMessage());
            String prefix = "task " + task + ": ";
            throw new InvalidDocumentException(
                    path + ": " + (complaint.startsWith(prefix) ? complaint.substring(prefix.length()) : complaint), e);
        }
    }

    private static <T> Map<String, T> mapped(Map<String, T> map, BiFunction<String, T, T> change) {
        var changed = new LinkedHashMap<String, T>();
        map.forEach((name, value) -> changed.put(name, change.apply(name, value)));
        return changed;
    }
}
