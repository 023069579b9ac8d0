package dev.tombola.cli.figure;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchConcluded.ChainReport;
import dev.tombola.ticket.event.SearchConcluded.TaskReport;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What of an answer is drawn.
 *
 * @param tasks by name; all of them where it is empty
 * @param series chains and controls by name; all of them where it is empty
 */
record Choice(List<String> tasks, List<String> series) {
    static final Choice EVERYTHING = new Choice(List.of(), List.of());

    Choice {
        tasks = List.copyOf(tasks);
        series = List.copyOf(series);
    }

    /**
     * In the order of the answer.
     *
     * @throws CommandFailedException when a name is unknown, or there is no result to draw
     */
    List<TaskReport> of(SearchConcluded answer) {
        var chosen = answer.tasks().stream()
                .filter(task -> tasks.isEmpty() || tasks.contains(task.task()))
                .map(this::chosen)
                .toList();
        var known = answer.tasks().stream().map(TaskReport::task).toList();
        if (!known.isEmpty()) {
            require("task", tasks, known, answer);
            require("chain or control", series, seriesOf(answer.tasks()), answer);
        }
        var drawn = chosen.stream().filter(Choice::hasResult).toList();
        if (drawn.isEmpty()) {
            throw new CommandFailedException("%s has no result to draw%s"
                    .formatted(answer.search(), tasks.isEmpty() && series.isEmpty() ? "" : " among what was chosen"));
        }
        return drawn;
    }

    /** All names, in the order in which they first come. */
    static List<String> seriesOf(List<TaskReport> tasks) {
        return tasks.stream()
                .flatMap(task -> task.chains().stream())
                .map(ChainReport::chain)
                .distinct()
                .toList();
    }

    private TaskReport chosen(TaskReport task) {
        var chains = task.chains().stream()
                .filter(chain -> series.isEmpty() || series.contains(chain.chain()))
                .toList();
        var pretrainings = chains.stream().map(ChainReport::pretraining).collect(Collectors.toSet());
        var dense = task.dense().stream()
                .filter(network -> pretrainings.contains(network.pretraining()))
                .toList();
        return new TaskReport(task.task(), task.data(), task.recipe(), task.metric(), dense, chains);
    }

    private static boolean hasResult(TaskReport task) {
        return task.chains().stream()
                .flatMap(chain -> chain.levels().stream())
                .anyMatch(level -> level.accuracy() != null);
    }

    private static void require(String what, List<String> named, Collection<String> known, SearchConcluded answer) {
        for (String name : named) {
            if (!known.contains(name)) {
                throw new CommandFailedException("no %s of %s is called %s; there %s %s"
                        .formatted(
                                what,
                                answer.search(),
                                name,
                                known.size() == 1 ? "is" : "are",
                                String.join(", ", known)));
            }
        }
    }
}
