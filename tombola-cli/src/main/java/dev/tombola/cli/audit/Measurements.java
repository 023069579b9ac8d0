package dev.tombola.cli.audit;

import dev.tombola.ticket.Summary;
import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.event.ResultAccepted.Measured;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.event.SearchConcluded.TaskReport;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.SearchPlanned.Entry;
import dev.tombola.ticket.plan.Role.Transfer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.jspecify.annotations.Nullable;

/** What was measured of a search's tickets, by its plan and the accepted results. */
final class Measurements {
    /** Means and deviations of doubles are off by some 1e-16. */
    static final double ROUNDING = 1e-12;

    private final SearchPlanned plan;
    private final List<Long> seeds;
    private final Evidence evidence;

    Measurements(SearchPlanned plan, List<Long> seeds, Evidence evidence) {
        this.plan = plan;
        this.seeds = seeds;
        this.evidence = evidence;
    }

    /** Which tickets are to be measured on which tasks. */
    SortedSet<String> planned() {
        return transfers(_ -> true)
                .map(entry -> (Transfer) entry.role())
                .map(it -> "%s/%d on %s".formatted(it.chain(), it.level(), it.task()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Nothing where no run gave a number that two engines agree on. */
    @Nullable
    Summary summary(String chain, int level, String task) {
        var values = transfers(it -> it.chain().equals(chain)
                        && it.level() == level
                        && it.task().equals(task))
                .sorted(Comparator.comparingInt(entry -> seeds.indexOf(((Transfer) entry.role()).seed())))
                .flatMap(entry -> Optional.ofNullable(entry.run()).stream())
                .flatMap(run -> evidence.accepted(run).map(Outcome.Accepted::measured).stream())
                .filter(Measured::agrees)
                .map(measured -> measured.metric().value())
                .toList();
        if (values.isEmpty()) {
            return null;
        }
        double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
        return new Summary(
                Mean.of(numbers).getAsDouble(), StandardDeviation.of(numbers).getAsDouble(), values);
    }

    /** Of level 0 of any chain that rewinds to the pre-trained weights. */
    @Nullable
    Summary dense(TaskReport task, String pretraining) {
        return task.chains().stream()
                .filter(chain -> chain.rewind().isPretrained()
                        && chain.pretraining().equals(pretraining)
                        && transfers(it -> it.chain().equals(chain.chain()) && it.level() == 0)
                                .findAny()
                                .isPresent())
                .findFirst()
                .map(chain -> summary(chain.chain(), 0, task.task()))
                .orElse(null);
    }

    /** Whether it has a number for every seed. */
    boolean isComplete(Summary summary) {
        return summary.values().size() == seeds.size();
    }

    static boolean areClose(@Nullable Summary one, @Nullable Summary other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.values().equals(other.values())
                && areClose(one.mean(), other.mean())
                && areClose(
                        Optional.ofNullable(one.std()).orElse(-1.0),
                        Optional.ofNullable(other.std()).orElse(-1.0));
    }

    /** Whatever an undecided one gives as its reason. */
    static boolean areClose(Verdict one, Verdict other) {
        return switch (one) {
            case Verdict.Matching(var margin) ->
                other instanceof Verdict.Matching(var asked) && areClose(margin, asked);
            case Verdict.NotMatching(var shortfall) ->
                other instanceof Verdict.NotMatching(var asked) && areClose(shortfall, asked);
            case Verdict.Undecided _ -> other instanceof Verdict.Undecided;
        };
    }

    static boolean areClose(double one, double other) {
        return Math.abs(one - other) <= ROUNDING;
    }

    private Stream<Entry> transfers(Predicate<Transfer> which) {
        return plan.runs().stream().filter(entry -> entry.role() instanceof Transfer transfer && which.test(transfer));
    }
}
