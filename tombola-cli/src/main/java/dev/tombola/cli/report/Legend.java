package dev.tombola.cli.report;

import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchConcluded.ChainReport;
import dev.tombola.ticket.search.Matching;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** What the columns and marks of the tables mean. */
final class Legend {
    private Legend() {}

    static List<String> of(SearchConcluded concluded) {
        var lines = new ArrayList<String>();
        lines.add("%s dense network   %s matching   %s not matching   %s undecided   %s control"
                .formatted(
                        VerdictTable.DENSE,
                        VerdictTable.MATCHING,
                        VerdictTable.NOT_MATCHING,
                        VerdictTable.UNDECIDED,
                        VerdictTable.CONTROL));
        lines.add("matching: " + rule(concluded.matching().rule()));
        var columns = new LinkedHashMap<String, String>();
        concluded.tasks().stream()
                .flatMap(task -> task.chains().stream())
                .forEach(chain -> columns.putIfAbsent(chain.chain(), meaning(chain)));
        columns.forEach((name, meaning) -> lines.add(name + ": " + meaning));
        return lines;
    }

    private static String rule(Matching.Rule rule) {
        return switch (rule) {
            case WITHIN_ONE_STD ->
                "the mean is at most one standard deviation of the dense network's runs below its mean";
        };
    }

    private static String meaning(ChainReport chain) {
        if (chain.rewind() instanceof RewindPoint.Random
                && chain.levels().stream().allMatch(level -> level.level() == 0)) {
            return "the whole network, " + rewind(chain.rewind());
        }
        return criterion(chain.criterion()) + ", then fine-tuned " + rewind(chain.rewind());
    }

    private static String criterion(Criterion criterion) {
        return switch (criterion) {
            case MAGNITUDE -> "the smallest weights are pruned, round by round";
            case ONE_SHOT_MAGNITUDE -> "the smallest weights are pruned all at once, without training in between";
            case RANDOM -> "random weights are pruned";
            case LAYER_SHUFFLED -> "each layer loses as many weights as in the chain it shuffles, but random ones";
            case REVERSED -> "what the other chain prunes is kept, and the rest pruned";
            case PERTURBED -> "the other chain's masks, a tenth of what is kept and a tenth of what is pruned swapped";
            case PERTURBED_SAME_DENSITY ->
                "the other chain's masks, a tenth of what is kept swapped with as much that is pruned";
        };
    }

    private static String rewind(RewindPoint point) {
        return switch (point) {
            case RewindPoint.Pretrained() -> "from the pre-trained weights";
            case RewindPoint.Random() -> "from random weights";
            case RewindPoint.Epoch(int epoch) -> "from what random weights have become by epoch %d".formatted(epoch);
        };
    }
}
