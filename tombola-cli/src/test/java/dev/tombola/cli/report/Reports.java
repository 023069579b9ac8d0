package dev.tombola.cli.report;

import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.Sparsity;
import dev.tombola.ticket.Summary;
import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchConcluded.ChainReport;
import dev.tombola.ticket.event.SearchConcluded.Dense;
import dev.tombola.ticket.event.SearchConcluded.LevelReport;
import dev.tombola.ticket.event.SearchConcluded.TaskReport;
import dev.tombola.ticket.event.SearchConcluded.Universal;
import dev.tombola.ticket.search.Matching;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to compare texts and pictures with. */
public final class Reports {
    private static final Summary DENSE = summary(0.846, 0.002);

    private Reports() {}

    public static SearchConcluded concluded() {
        return concluded(4, false);
    }

    public static SearchConcluded nothingMatches() {
        return concluded(null, true);
    }

    public static LevelReport level(int level, @Nullable Summary accuracy, Verdict verdict) {
        return new LevelReport(level, new Sparsity(1 - Math.pow(0.8, level)), accuracy, verdict);
    }

    public static Summary summary(double mean, double std) {
        return new Summary(mean, std, List.of(mean - std, mean, mean + std));
    }

    private static SearchConcluded concluded(@Nullable Integer sparsest, boolean cancelled) {
        var dense = level(0, DENSE, new Verdict.Matching(0.002));
        var transferable = chain(
                "transferable",
                false,
                Criterion.MAGNITUDE,
                new RewindPoint.Pretrained(),
                List.of(
                        dense,
                        level(2, summary(0.843, 0.001), new Verdict.NotMatching(0.001)),
                        level(4, summary(0.845, 0.003), new Verdict.Matching(0.001)),
                        level(8, summary(0.825, 0.004), new Verdict.NotMatching(0.019))),
                sparsest,
                sparsest == null ? List.of() : List.of(2));
        var random = chain(
                "random",
                true,
                Criterion.RANDOM,
                new RewindPoint.Pretrained(),
                List.of(
                        dense,
                        level(4, summary(0.797, 0.002), new Verdict.NotMatching(0.047)),
                        level(8, summary(0.770, 0.005), new Verdict.NotMatching(0.074))),
                0,
                List.of());
        var scratch = chain(
                "scratch",
                true,
                Criterion.MAGNITUDE,
                new RewindPoint.Random(),
                List.of(level(0, summary(0.773, 0.006), new Verdict.NotMatching(0.071))),
                null,
                List.of());
        var failed = level(4, null, new Verdict.Undecided("its runs failed"));
        var odd = new TaskReport(
                "odd",
                "fashion-mnist/1,3,5,7,9:1000",
                null,
                null,
                List.of(new Dense("supervised", DENSE)),
                List.of(chain(
                        "transferable",
                        false,
                        Criterion.MAGNITUDE,
                        new RewindPoint.Pretrained(),
                        List.of(dense, failed),
                        0,
                        List.of())));
        return new SearchConcluded(
                new SearchId("fashion-3f2a91c04b7d"),
                "fashion",
                cancelled,
                new Matching(Matching.Rule.WITHIN_ONE_STD),
                List.of(
                        new TaskReport(
                                "all-ten",
                                "fashion-mnist:1000",
                                "paper/fashion-mnist, but steps 120 (epochs 182), schedule scaled",
                                null,
                                List.of(new Dense("supervised", DENSE)),
                                List.of(transferable, random, scratch)),
                        odd),
                List.of(new Universal("transferable", sparsest)),
                List.of("transferable level 4 on odd, seed 1: out of memory"));
    }

    public static ChainReport chain(
            String name,
            boolean control,
            Criterion criterion,
            RewindPoint rewind,
            List<LevelReport> levels,
            @Nullable Integer sparsest,
            List<Integer> failing) {
        return new ChainReport(name, control, "supervised", criterion, rewind, levels, sparsest, failing);
    }
}
