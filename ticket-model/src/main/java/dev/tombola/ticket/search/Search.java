package dev.tombola.ticket.search;

import dev.tombola.ticket.Criterion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the user asks for: which networks are pre-trained, how masks are found, and on which tasks tickets are judged. Every
 * default is filled in here, every name that refers to another part is checked here.
 *
 * @param controls chains too; kept apart because a report shows them beside the chains
 * @param resume absent for {@link Resume#SAME_FINGERPRINT}
 * @param origins for recipes that began as one of the paper's: which, and what of it is other; absent where there is none
 */
public record Search(
        String name,
        Architecture network,
        Map<String, Recipe> recipes,
        Map<String, Pretraining> pretrainings,
        Map<String, Chain> chains,
        Map<String, Chain> controls,
        Map<String, DownstreamTask> tasks,
        Levels levels,
        List<Long> seeds,
        Matching matching,
        @Nullable Resume resume,
        @Nullable Map<String, String> origins) {
    /** Of recipes, pre-trainings, chains, controls, tasks, or seeds: what is more is a slip, or meant to do harm. */
    private static final int MOST = 1000;

    public Search {
        Require.name("name", Require.present("name", name));
        Require.present("network", network);
        recipes = copy("recipes", Require.present("recipes", recipes));
        pretrainings = copy("pretrainings", Require.present("pretrainings", pretrainings));
        chains = copy("chains", Require.orDefault(chains, Map.of()));
        controls = copy("controls", Require.orDefault(controls, Map.of()));
        tasks = copy("tasks", Require.present("tasks", tasks));
        levels = Require.orDefault(levels, new Levels.All());
        seeds = List.copyOf(Require.orDefault(seeds, List.of(1L, 2L, 3L)));
        matching = Require.orDefault(matching, new Matching(Matching.Rule.WITHIN_ONE_STD));
        resume = resume == Resume.SAME_FINGERPRINT ? null : resume; // its id is that of a search which leaves it out
        origins = origins == null || origins.isEmpty() ? null : copy("origins", origins);
        requireFew("seeds", seeds.size());
        seeds.forEach(seed -> Require.seed("seeds", seed));
        Require.that(
                !seeds.isEmpty() && new TreeSet<>(seeds).size() == seeds.size(), "seeds", seeds, "repeats or is empty");
        Require.that(!tasks.isEmpty(), "tasks", tasks, "is empty: name what tickets are transferred to");
        Require.that(!chains.isEmpty() || !controls.isEmpty(), "chains", chains, "is empty: nothing would be pruned");
        for (var shared : controls.keySet()) {
            Require.that(!chains.containsKey(shared), "controls", shared, "is the name of a chain too");
        }
        new SearchChecks(recipes, pretrainings, chains, controls, tasks, levels).check();
    }

    /** Chains and controls together, in the order written. */
    public Map<String, Chain> everyChain() {
        var all = new LinkedHashMap<>(chains);
        all.putAll(controls);
        return all;
    }

    /** Which of the paper's recipes one of the search's began as, and what of it is other; absent for one of its own. */
    public @Nullable String origin(@Nullable String recipe) {
        return origins == null || recipe == null ? null : origins.get(recipe);
    }

    /** How often a chain prunes. */
    public int rounds(Chain chain) {
        if (chain.rounds() != null) {
            return chain.rounds();
        }
        if (chain.of() != null) {
            return rounds(chain(chain.of()));
        }
        return (chain.levels() != null ? chain.levels() : levels).highest();
    }

    /** The levels of a chain that are evaluated, ascending. */
    public List<Integer> levels(Chain chain) {
        return (chain.levels() != null ? chain.levels() : levels).upTo(rounds(chain));
    }

    /** The levels of a chain whose masks somebody needs, ascending: for its tickets, its next rounds, or a chain made from it. */
    public IntStream drawnLevels(String name) {
        var chain = chain(name);
        if (chain.trains()) {
            return IntStream.rangeClosed(1, rounds(chain));
        }
        var deriving = everyChain().values().stream().filter(other -> name.equals(other.of()));
        return Stream.concat(Stream.of(chain), deriving)
                .flatMap(needing -> levels(needing).stream())
                .mapToInt(Integer::intValue)
                .filter(level -> level > 0)
                .sorted()
                .distinct();
    }

    /** The levels whose tickets are transferred: those asked for, and the dense network, which is what they are held to. */
    public IntStream transferredLevels(Chain chain) {
        var asked = levels(chain).stream().mapToInt(Integer::intValue);
        return chain.rewind().isPretrained()
                ? IntStream.concat(IntStream.of(0), asked).distinct().sorted()
                : asked;
    }

    /** The levels that a chain trains itself, to prune the next from them or to rewind to them. */
    public IntStream trainedLevels(Chain chain) {
        int rounds = chain.trains() ? rounds(chain) : 0;
        return IntStream.range(chain.trainsDense() ? 0 : 1, chain.rewindsToItself() ? Math.max(1, rounds) : rounds);
    }

    /** How many runs and masks of chains it asks for, counted without spelling out any. */
    public long size() {
        long size = 0;
        for (var entry : everyChain().entrySet()) {
            var chain = entry.getValue();
            long judgedOn = chain.on().equals(Chain.PRETRAINING) ? tasks.size() : 1;
            size += drawnLevels(entry.getKey()).count()
                    + trainedLevels(chain).count()
                    + judgedOn * transferredLevels(chain).count() * seeds.size();
        }
        return size;
    }

    /** The pre-training whose weights a chain starts from, be it through the chain that it shuffles. */
    public String pretraining(Chain chain) {
        if (chain.from() != null) {
            return chain.from();
        }
        return pretraining(chain(chain.of()));
    }

    /** What makes θ_p, for a pre-training that is not a file of weights. */
    public TaskRecipe pretrainedBy(String name) {
        var pretraining = defined(pretrainings.get(name), name);
        return by(defined(pretraining.task(), name), defined(pretraining.recipe(), name));
    }

    /** What the rounds of a chain are trained on: the pre-training's task or a downstream one, by its own recipe or the task's. */
    public TaskRecipe roundsBy(Chain chain) {
        return roundsBy(chain, chain.recipe());
    }

    /** What one of its rounds is trained on. */
    public TaskRecipe roundBy(Chain chain, int level) {
        return roundsBy(chain, chain.recipe(level));
    }

    private TaskRecipe roundsBy(Chain chain, @Nullable String own) {
        boolean onPretraining = chain.on().equals(Chain.PRETRAINING);
        var task = onPretraining
                ? defined(pretrainings.get(pretraining(chain)), chain.on()).task()
                : defined(tasks.get(chain.on()), chain.on()).task();
        var recipe = own == null ? defined(tasks.get(chain.on()), chain.on()).recipe() : own;
        var training = by(defined(task, chain.on()), recipe);
        var images = chain.images() == null ? training : training.withImages(chain.images());
        return chain.criterion().evidence() == Criterion.Evidence.GRADIENT ? images.oneStep() : images;
    }

    /** What a chain's rounds hand on while everything else is rewound. */
    public List<Survivor> survivors(Chain chain) {
        if (chain.survives() != null) {
            return chain.survives();
        }
        boolean hasRounds = chain.criterion().evidence() == Criterion.Evidence.TRAINED_WEIGHTS;
        var objective = hasRounds && chain.on().equals(Chain.PRETRAINING)
                ? roundsBy(chain).recipe().objective()
                : null;
        if (objective == null) {
            return List.of();
        }
        return switch (objective.name()) {
            case SIMCLR -> List.of(Survivor.HEAD, Survivor.OPTIMIZER);
            case MOCO -> List.of(Survivor.OPTIMIZER, Survivor.QUEUE);
        };
    }

    /** The network of a task, or of what is called {@link Chain#PRETRAINING}. */
    public Architecture networkOn(String task) {
        var transferred = tasks.get(task);
        return transferred == null || transferred.network() == null ? network : transferred.network();
    }

    /** What a ticket is fine-tuned on. */
    public TaskRecipe transferredBy(String name) {
        var task = defined(tasks.get(name), name);
        return by(task.task(), task.recipe());
    }

    private TaskRecipe by(String task, String recipe) {
        return new TaskRecipe(task, recipe, recipe(recipe));
    }

    /** A recipe by its name. */
    public Recipe recipe(String name) {
        return defined(recipes.get(name), name);
    }

    /** Where a chain or control stands in the user's file. */
    public String path(String chain) {
        return path(chains, chain);
    }

    static String path(Map<String, Chain> chains, String chain) {
        return (chains.containsKey(chain) ? "chains." : "controls.") + chain;
    }

    /** A chain or control by its name. */
    public Chain chain(@Nullable String name) {
        var chain = chains.containsKey(name) ? chains.get(name) : controls.get(name);
        if (chain == null) {
            throw new IllegalArgumentException("no chain is called " + name);
        }
        return chain;
    }

    /** What the checks have seen to already. */
    private static <T> T defined(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalStateException("the search refers to " + name + ", which it does not define");
        }
        return value;
    }

    private static void requireFew(String key, int size) {
        Require.that(size <= MOST, key, size, "are more than " + MOST);
    }

    private static <T> Map<String, T> copy(String key, Map<String, T> map) {
        requireFew(key, map.size());
        map.keySet().forEach(name -> Require.name(key, name));
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
