package dev.tombola.cli.figure;

import dev.tombola.ticket.event.SearchConcluded.LevelReport;
import dev.tombola.ticket.event.SearchConcluded.TaskReport;
import java.util.List;
import java.util.Objects;

/** What points and bars are, in words. */
final class Caption {
    private Caption() {}

    static String of(List<TaskReport> tasks) {
        var accuracies = tasks.stream()
                .flatMap(task -> task.chains().stream())
                .flatMap(chain -> chain.levels().stream())
                .map(LevelReport::accuracy)
                .toList();
        boolean anySpread = accuracies.stream().filter(Objects::nonNull).anyMatch(accuracy -> accuracy.std() != null);
        long missing = accuracies.stream().filter(Objects::isNull).count();
        return (anySpread ? "mean ± standard deviation over the seeds" : "one seed")
                + (missing == 0
                        ? ""
                        : missing == 1 ? "; one result is missing" : "; %d results are missing".formatted(missing));
    }
}
