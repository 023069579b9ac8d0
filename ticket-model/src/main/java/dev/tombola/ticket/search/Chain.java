package dev.tombola.ticket.search;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.RewindPoint;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How one sequence of masks m_0 ⊃ m_1 ⊃ … is found. A control is a chain whose criterion or rewind point differs.
 *
 * @param from the pre-training whose weights it prunes and rewinds to
 * @param of where the criterion {@linkplain Criterion#derives() derives} masks: the chain whose they are
 * @param on {@code pretraining}, or the name of the downstream task whose training its rounds repeat
 * @param images how many training images a round sees; default all of the task
 * @param rounds how often it prunes; default the highest level that is asked for
 * @param rate the fraction of the remaining weights that a round removes; default 0.2
 * @param recipe of a round, where rounds are trained
 * @param trainFirst whether a round of training comes before the first prune; default no on pre-trained weights on
 *     their own task, else yes (paper 1.5); always for a criterion that looks at gradients
 * @param seed of its rounds, of random pruning, and of θ_0; default 1
 * @param levels which of its tickets are evaluated; default those of the search
 * @param survives what its rounds hand on while everything else is rewound; absent for what the paper's code lets survive:
 *     simCLR's head and optimizer, MoCo's optimizer and queue, nothing of classification
 * @param recipes by level, of rounds that are trained otherwise than the rest: {@code {5: hotter}}; absent for none
 */
public record Chain(
        @Nullable String from,
        @Nullable String of,
        String on,
        @Nullable Integer images,
        @Nullable Integer rounds,
        Double rate,
        @Nullable String recipe,
        Criterion criterion,
        RewindPoint rewind,
        Boolean trainFirst,
        Long seed,
        @Nullable Levels levels,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Survivor> survives,
        @Nullable Map<Integer, String> recipes) {
    /** The value of {@code on} that means the pre-training task itself. */
    public static final String PRETRAINING = "pretraining";

    /** Whose rounds hand on what the paper's code lets survive. */
    public Chain(
            @Nullable String from,
            @Nullable String of,
            String on,
            @Nullable Integer images,
            @Nullable Integer rounds,
            Double rate,
            @Nullable String recipe,
            Criterion criterion,
            RewindPoint rewind,
            Boolean trainFirst,
            Long seed,
            @Nullable Levels levels) {
        this(from, of, on, images, rounds, rate, recipe, criterion, rewind, trainFirst, seed, levels, null, null);
    }

    @JsonCreator
    public Chain {
        survives =
                survives == null ? null : survives.stream().sorted().distinct().toList();
        recipes = recipes == null || recipes.isEmpty() ? null : Collections.unmodifiableMap(new TreeMap<>(recipes));
        criterion = Require.orDefault(criterion, of == null ? Criterion.MAGNITUDE : Criterion.LAYER_SHUFFLED);
        rewind = Require.orDefault(rewind, new RewindPoint.Pretrained());
        on = Require.orDefault(on, PRETRAINING);
        rate = Require.orDefault(rate, 0.2);
        seed = Require.orDefault(seed, 1L);
        boolean needsGradient = criterion.evidence() == Criterion.Evidence.GRADIENT;
        trainFirst = Require.orDefault(trainFirst, needsGradient || !rewind.isPretrained() || !on.equals(PRETRAINING));
        Require.seed("seed", seed);
        Require.that(
                survives == null || survives.isEmpty() || criterion.evidence() == Criterion.Evidence.TRAINED_WEIGHTS,
                "survives",
                Require.written(survives),
                "is of chains whose rounds are trained");
        Require.that(rate > 0 && rate < 1, "rate", rate, "is not in (0, 1)");
        Require.that(rounds == null || (rounds >= 0 && rounds <= 100), "rounds", rounds + "", "is not in [0, 100]");
        Require.that(images == null || images >= 1, "images", images + "", "is not positive");
        Require.that(
                !needsGradient || trainFirst,
                "trainFirst",
                trainFirst,
                "leaves no gradient for the first level: its round 0 is the step that measures one");
        Require.that(
                !needsGradient || !(rewind instanceof RewindPoint.Epoch),
                "rewind",
                rewind.written(),
                "needs a round 0 of whole epochs, and that of this criterion is one step");
        if ((of != null) != criterion.derives()) {
            throw new IllegalArgumentException(
                    "of: names the chain whose masks are layer-shuffled, reversed or perturbed, and only that");
        }
        if ((of == null) == (from == null)) {
            throw new IllegalArgumentException("from: exactly one of from and of has to be given");
        }
    }

    /** The recipe of a round, where one is given for it or for all. */
    @Nullable
    String recipe(int level) {
        return recipes == null ? recipe : recipes.getOrDefault(level, recipe);
    }

    /** Whether its rounds are trained, be it by one step: only then its levels depend on one another. */
    public boolean trains() {
        return criterion.trains();
    }

    /** Whether the dense network is trained as its round 0: to be pruned, or for the epoch that the chain rewinds to. */
    public boolean trainsDense() {
        return rewindsToItself() || (trains() && trainFirst);
    }

    /** Whether it rewinds to weights that its own round 0 makes. */
    public boolean rewindsToItself() {
        return rewind instanceof RewindPoint.Epoch;
    }
}
