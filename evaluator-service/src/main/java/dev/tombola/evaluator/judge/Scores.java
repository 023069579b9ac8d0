package dev.tombola.evaluator.judge;

import dev.tombola.ticket.Summary;
import dev.tombola.ticket.plan.PlannedRun;
import dev.tombola.ticket.plan.Prospect.Ready;
import dev.tombola.ticket.plan.Prospect.Unreachable;
import dev.tombola.ticket.plan.Prospect.Waiting;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;

/**
 * The runs of one ticket on one task, over the seeds.
 *
 * @param pending how many are still to come
 * @param faults in words, of those that gave no number
 */
record Scores(List<Double> values, int pending, List<String> faults) {
    static Scores of(List<PlannedRun> runs, Map<RunId, Score> scores) {
        var values = new ArrayList<Double>();
        var faults = new ArrayList<String>();
        int pending = 0;
        for (var planned : runs) {
            switch (planned.run()) {
                case Ready<RequestedRun>(var run) -> {
                    switch (scores.get(run.id())) {
                        case null -> pending++;
                        case Score.Measured(var value) -> values.add(value);
                        case Score.Disputed(var flipped) ->
                            faults.add("the two engines disagree on %d predictions of run %s"
                                    .formatted(flipped, run.id().brief()));
                        case Score.Failed(var reason) ->
                            faults.add("run %s failed: %s".formatted(run.id().brief(), reason));
                    }
                }
                case Waiting<RequestedRun> _ -> pending++;
                case Unreachable<RequestedRun>(var why) -> faults.add(why);
            }
        }
        return new Scores(
                List.copyOf(values), pending, faults.stream().distinct().toList());
    }

    boolean isComplete() {
        return pending == 0;
    }

    /** Nothing where no run gave a number. */
    Optional<Summary> summary() {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
        Double std = numbers.length == 1 ? null : StandardDeviation.of(numbers).getAsDouble();
        return Optional.of(new Summary(Mean.of(numbers).getAsDouble(), std, values));
    }
}
