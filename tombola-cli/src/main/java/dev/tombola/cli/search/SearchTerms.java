package dev.tombola.cli.search;

import dev.tombola.store.network.Architectures;
import dev.tombola.ticket.search.Chain;
import dev.tombola.ticket.search.DownstreamTask;
import dev.tombola.ticket.search.Pretraining;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.vision.data.TaskName;
import dev.tombola.vision.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the names in a search stand for: checks them against the networks and data sets that {@code vision} has. */
final class SearchTerms {
    private final Search search;

    SearchTerms(Search search) {
        this.search = search;
    }

    /** The same search with the names of its tasks in canonical form, so that equal tasks give equal runs. */
    Search checked() {
        var canonical = new Search(
                search.name(),
                search.network(),
                search.recipes(),
                mapped(search.pretrainings(), SearchTerms::canonical),
                search.chains(),
                search.controls(),
                mapped(search.tasks(), SearchTerms::canonical),
                search.levels(),
                search.seeds(),
                search.matching(),
                search.resume(),
                search.origins());
        new VisionChecks(canonical).check();
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
                tasks.put(path(name), limited(path(name), chain, tasks));
            }
        });
        return tasks;
    }

    /** All that is trained. */
    List<TrainingNeeds> needs() {
        var tasks = tasks();
        var needs = new ArrayList<TrainingNeeds>();
        search.pretrainings().forEach((name, pretraining) -> {
            if (pretraining.recipe() != null) {
                String path = "pretrainings." + name + ".task";
                needs.add(new TrainingNeeds(
                        path, search.network(), defined(tasks.get(path)), search.recipe(pretraining.recipe())));
            }
        });
        search.tasks().forEach((name, task) -> {
            String path = "tasks." + name + ".task";
            needs.add(new TrainingNeeds(
                    path, search.networkOn(name), defined(tasks.get(path)), search.recipe(task.recipe())));
        });
        search.everyChain().forEach((name, chain) -> needs.addAll(needs(name, chain, tasks)));
        return needs;
    }

    /** Of its rounds by each of their recipes. */
    private List<TrainingNeeds> needs(String name, Chain chain, Map<String, TaskName> tasks) {
        var task = tasks.get(chain.images() == null ? on(chain) : path(name));
        boolean unsaid = chain.recipe() == null && chain.on().equals(Chain.PRETRAINING); // then no round is trained
        if (!(chain.criterion().trains() || chain.rewindsToItself()) || task == null || unsaid) {
            return List.of();
        }
        String path = chain.images() == null ? search.path(name) : path(name);
        var otherwise =
                chain.recipes() == null ? Set.<Integer>of() : chain.recipes().keySet();
        return Stream.concat(
                        Stream.of(search.roundsBy(chain)),
                        otherwise.stream().map(level -> search.roundBy(chain, level)))
                .map(round -> new TrainingNeeds(path, search.networkOn(chain.on()), task, round.recipe()))
                .toList();
    }

    /** A search is checked when it is made. */
    private static <T> T defined(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    private String path(String chain) {
        return search.path(chain) + ".images";
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

    /**
     * The network that the weights of a pre-training are for: that of the rounds which are trained on its own task, else the
     * classifier of that task, or of the first that tickets are transferred to.
     */
    Network network(String pretraining) {
        var tasks = tasks();
        var own = tasks.get("pretrainings." + pretraining + ".task");
        if (own == null) {
            return network(defined(
                    tasks.get("tasks." + search.tasks().keySet().iterator().next() + ".task")));
        }
        return search.everyChain().values().stream()
                .filter(chain -> chain.on().equals(Chain.PRETRAINING) && chain.recipe() != null)
                .filter(chain -> search.pretraining(chain).equals(pretraining))
                .map(chain -> Architectures.network(
                        search.network(), own, search.roundsBy(chain).recipe()))
                .findFirst()
                .orElseGet(() -> network(own));
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
                parse("tasks." + path + ".task", written.task()).toString(),
                written.recipe(),
                written.stem(),
                written.head(),
                written.network());
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
