package dev.tombola.evaluator.judge;

import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchConcluded.ChainReport;
import dev.tombola.ticket.event.SearchConcluded.Dense;
import dev.tombola.ticket.event.SearchConcluded.LevelReport;
import dev.tombola.ticket.event.SearchConcluded.TaskReport;
import dev.tombola.ticket.event.SearchConcluded.Universal;
import dev.tombola.ticket.event.TicketEvaluated;
import dev.tombola.ticket.search.Chain;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.search.TestMetric;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A search's answer, put together from the verdicts on its tickets. Pure. */
public final class Conclusion {
    private final ResolvedSearch resolved;
    private final List<TicketEvaluated> verdicts;

    private Conclusion(ResolvedSearch resolved, List<TicketEvaluated> verdicts) {
        this.resolved = resolved;
        this.verdicts = verdicts;
    }

    /**
     * Concludes.
     *
     * @param verdicts in the order of the search
     * @param cancelled whether verdicts may be missing
     */
    public static SearchConcluded of(ResolvedSearch search, List<TicketEvaluated> verdicts, boolean cancelled) {
        return new Conclusion(search, verdicts).conclude(cancelled);
    }

    private SearchConcluded conclude(boolean cancelled) {
        var search = resolved.search();
        var tasks = search.tasks().keySet().stream().map(this::report).toList();
        var missing = new LinkedHashSet<String>();
        for (var evaluated : verdicts) {
            if (evaluated.verdict() instanceof Verdict.Undecided(var reason)) {
                missing.add(reason);
            }
        }
        return new SearchConcluded(
                resolved.id(),
                search.name(),
                cancelled,
                search.matching(),
                tasks,
                search.everyChain().keySet().stream()
                        .filter(chain -> tasks.stream()
                                .allMatch(task -> find(task, chain).isPresent()))
                        .map(chain -> new Universal(chain, universal(chain, tasks)))
                        .toList(),
                List.copyOf(missing));
    }

    private TaskReport report(String task) {
        var search = resolved.search();
        var dense = new ArrayList<Dense>();
        for (String pretraining : search.pretrainings().keySet()) {
            of(task).stream()
                    .filter(evaluated -> pretraining.equals(search.pretraining(chain(evaluated))))
                    .map(TicketEvaluated::dense)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .ifPresent(summary -> dense.add(new Dense(pretraining, summary)));
        }
        var chains = search.everyChain().keySet().stream()
                .filter(chain ->
                        of(task).stream().anyMatch(it -> it.ticket().chain().equals(chain)))
                .map(chain -> report(task, chain))
                .toList();
        var downstream = Objects.requireNonNull(search.tasks().get(task));
        return new TaskReport(
                task,
                downstream.task(),
                search.origin(downstream.recipe()),
                metric(search.recipe(downstream.recipe())),
                dense,
                chains);
    }

    private static @Nullable String metric(Recipe recipe) {
        return recipe.judgedBy() == TestMetric.TOP_1 ? null : recipe.judgedBy().written();
    }

    private ChainReport report(String task, String name) {
        var chain = resolved.search().chain(name);
        var levels = of(task).stream()
                .filter(it -> it.ticket().chain().equals(name))
                .map(it -> new LevelReport(it.ticket().level(), it.sparsity(), it.accuracy(), it.verdict()))
                .toList();
        var sparsest = levels.stream()
                .filter(level -> isTicket(chain, level) && level.verdict() instanceof Verdict.Matching)
                .map(LevelReport::level)
                .max(Integer::compare);
        var failingBelow = levels.stream()
                .filter(level -> level.level() < sparsest.orElse(0))
                .filter(level -> level.verdict() instanceof Verdict.NotMatching)
                .map(LevelReport::level)
                .toList();
        return new ChainReport(
                name,
                resolved.search().controls().containsKey(name),
                resolved.search().pretraining(chain),
                chain.criterion(),
                chain.rewind(),
                levels,
                sparsest.orElse(null),
                failingBelow);
    }

    /** The dense pre-trained network is what tickets are held to, not one of them. */
    private static boolean isTicket(Chain chain, LevelReport level) {
        return level.level() > 0 || !chain.rewind().isPretrained();
    }

    private @Nullable Integer universal(String name, List<TaskReport> tasks) {
        var chain = resolved.search().chain(name);
        return tasks.getFirst().chains().stream()
                .filter(report -> report.chain().equals(name))
                .flatMap(report -> report.levels().stream())
                .filter(level -> isTicket(chain, level))
                .map(LevelReport::level)
                .filter(level -> tasks.stream().allMatch(task -> matches(task, name, level)))
                .max(Integer::compare)
                .orElse(null);
    }

    private static boolean matches(TaskReport task, String chain, int level) {
        return find(task, chain).stream()
                .flatMap(report -> report.levels().stream())
                .anyMatch(report -> report.level() == level && report.verdict() instanceof Verdict.Matching);
    }

    private static Optional<ChainReport> find(TaskReport task, String chain) {
        return task.chains().stream()
                .filter(report -> report.chain().equals(chain))
                .findFirst();
    }

    private Chain chain(TicketEvaluated evaluated) {
        return resolved.search().chain(evaluated.ticket().chain());
    }

    private List<TicketEvaluated> of(String task) {
        return verdicts.stream().filter(it -> it.task().equals(task)).toList();
    }
}
