package dev.tombola.ticket.event;

import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.Sparsity;
import dev.tombola.ticket.Summary;
import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.search.Matching;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search's answer. Topic {@code search-concluded}, key: the search; {@code report.json} has the same content.
 *
 * @param cancelled whether it was called off before every run had ended
 * @param universal for each chain, the sparsest level that matches on every task
 * @param missing runs that failed or could never begin, in words
 */
public record SearchConcluded(
        SearchId search,
        String name,
        boolean cancelled,
        Matching matching,
        List<TaskReport> tasks,
        List<Universal> universal,
        List<String> missing) {
    public SearchConcluded {
        tasks = copy(tasks);
        universal = copy(universal);
        missing = copy(missing);
    }

    /**
     * One downstream task's part of the answer.
     *
     * @param task its name in the search
     * @param data data set, classes and number of images
     * @param recipe where its recipe began as one of the paper's: which, and what of it is other
     * @param metric what judges; absent for top-1 accuracy
     */
    public record TaskReport(
            String task,
            String data,
            @Nullable String recipe,
            @Nullable String metric,
            List<Dense> dense,
            List<ChainReport> chains) {
        public TaskReport {
            dense = copy(dense);
            chains = copy(chains);
        }
    }

    /** The dense network from one pre-training: what its tickets are held to. */
    public record Dense(String pretraining, @Nullable Summary accuracy) {}

    /**
     * What one chain came to on one task.
     *
     * @param control whether it is there for comparison
     * @param sparsest the largest level that matches; absent when none does
     * @param failingBelow smaller levels that do not match all the same (paper 1.2)
     */
    public record ChainReport(
            String chain,
            boolean control,
            String pretraining,
            Criterion criterion,
            RewindPoint rewind,
            List<LevelReport> levels,
            @Nullable Integer sparsest,
            List<Integer> failingBelow) {
        public ChainReport {
            levels = copy(levels);
            failingBelow = copy(failingBelow);
        }
    }

    /** One ticket on one task. */
    public record LevelReport(
            int level, Sparsity sparsity, @Nullable Summary accuracy, Verdict verdict) {}

    /** The sparsest level of a chain that matches on every task; absent when there is none. */
    public record Universal(String chain, @Nullable Integer level) {}

    private static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
