package dev.tombola.cli.report;

import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchConcluded.ChainReport;
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
        lines.add("matching: " + concluded.matching().rule().inWords());
        var columns = new LinkedHashMap<String, String>();
        concluded.tasks().stream()
                .flatMap(task -> task.chains().stream())
                .forEach(chain -> columns.putIfAbsent(chain.chain(), meaning(chain)));
        columns.forEach((name, meaning) -> lines.add(name + ": " + meaning));
        return lines;
    }

    private static String meaning(ChainReport chain) {
        if (chain.rewind() instanceof RewindPoint.Random
                && chain.levels().stream().allMatch(level -> level.level() == 0)) {
            return "the whole network, " + rewind(chain.rewind());
        }
        return chain.criterion().inWords() + ", then fine-tuned " + rewind(chain.rewind());
    }

    private static String rewind(RewindPoint point) {
        return switch (point) {
            case RewindPoint.Pretrained() -> "from the pre-trained weights";
            case RewindPoint.Random() -> "from random weights";
            case RewindPoint.Epoch(int epoch) -> "from what random weights have become by epoch %d".formatted(epoch);
        };
    }
}
