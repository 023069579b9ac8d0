package dev.tombola.ticket.search;

import dev.tombola.ticket.wire.Complaint;
import java.util.ArrayList;
import java.util.Collection;
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
        checkReferences(recipes, pretrainings, chains, controls, tasks);
        checkLevels(chains, controls, levels);
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

    /** The pre-training whose weights a chain starts from, be it through the chain that it shuffles. */
    public String pretraining(Chain chain) {
        if (chain.from() != null) {
            return chain.from();
        }
        return pretraining(chain(chain.of()));
    }

    /** A chain or control by its name. */
    public Chain chain(@Nullable String name) {
        var chain = chains.containsKey(name) ? chains.get(name) : controls.get(name);
        if (chain == null) {
            throw new IllegalArgumentException("no chain is called " + name);
        }
        return chain;
    }

    private static void checkLevels(Map<String, Chain> chains, Map<String, Chain> controls, Levels levels) {
        var all = new LinkedHashMap<>(chains);
        all.putAll(controls);
        all.forEach((name, chain) -> {
            String path = (chains.containsKey(name) ? "chains." : "controls.") + name;
            var drawing = chain.of() == null ? chain : all.getOrDefault(chain.of(), chain);
            var asked = chain.levels() != null ? chain.levels() : levels;
            Require.that(
                    drawing.rounds() != null
                            || !((drawing.levels() != null ? drawing.levels() : levels) instanceof Levels.All),
                    path + ".rounds",
                    "is missing",
                    "(levels are all, so it has to say how many)");
            int rounds = drawing.rounds() != null
                    ? drawing.rounds()
                    : (drawing.levels() != null ? drawing.levels() : levels).highest();
            Require.that(
                    chain.of() == null || chain.rounds() == null || chain.rounds() <= rounds,
                    path + ".rounds",
                    chain.rounds() + "",
                    "is beyond the " + rounds + " rounds of " + chain.of());
            Require.that(
                    chain.levels() == null || asked.highest() <= rounds,
                    path + ".levels",
                    asked.highest(),
                    "is beyond the " + rounds + " rounds of its chain");
        });
    }

    private static void checkReferences(
            Map<String, Recipe> recipes,
            Map<String, Pretraining> pretrainings,
            Map<String, Chain> chains,
            Map<String, Chain> controls,
            Map<String, DownstreamTask> tasks) {
        pretrainings.forEach((name, p) -> known("pretrainings." + name + ".recipe", p.recipe(), recipes.keySet()));
        tasks.forEach((name, task) -> known("tasks." + name + ".recipe", task.recipe(), recipes.keySet()));
        var all = new LinkedHashMap<>(chains);
        all.putAll(controls);
        var places = new ArrayList<>(tasks.keySet());
        places.add(Chain.PRETRAINING);
        all.forEach((name, chain) -> {
            String path = (chains.containsKey(name) ? "chains." : "controls.") + name + ".";
            known(path + "from", chain.from(), pretrainings.keySet());
            known(path + "recipe", chain.recipe(), recipes.keySet());
            known(path + "on", chain.on(), places);
            known(path + "of", chain.of(), all.keySet());
            var drawing = chain.of() == null ? chain : all.get(chain.of());
            checkTraining(path, chain, drawing == null ? null : drawing.from(), pretrainings);
            var shuffled = chain.of() == null ? null : all.get(chain.of());
            Require.that(
                    shuffled == null || shuffled.of() == null,
                    path + "of",
                    chain.of() + "",
                    "is itself made from another: name the chain that draws its own masks");
        });
    }

    private static void checkTraining(
            String path, Chain chain, @Nullable String pretraining, Map<String, Pretraining> pretrainings) {
        boolean prunes = chain.rounds() == null
                ? chain.levels() == null
                        || chain.levels() instanceof Levels.All
                        || chain.levels().highest() > 0
                : chain.rounds() > 0;
        if (!chain.rewindsToItself() && !(chain.trains() && prunes)) {
            return;
        }
        var from = pretrainings.get(pretraining);
        boolean onPretraining = Chain.PRETRAINING.equals(chain.on());
        Require.that(
                !onPretraining || chain.recipe() != null, path + "recipe", "is missing", "(how a round is trained)");
        Require.that(
                !onPretraining || (from != null && from.task() != null),
                path + "on",
                chain.on() + "",
                "needs pretrainings." + pretraining + ".task, which is what its rounds are trained on");
    }

    private static void known(String path, @Nullable String name, Collection<String> names) {
        if (name != null && !names.contains(name)) {
            throw new IllegalArgumentException(
                    path + ": nothing is called " + name + Complaint.suggestion(name, names));
        }
    }

    private static void requireFew(String key, int size) {
        Require.that(size <= MOST, key, size, "are more than " + MOST);
    }

    private static <T> Map<String, T> copy(String key, Map<String, T> map) {
        requireFew(key, map.size());
        map.keySet().forEach(name -> Require.name(key, name));
        return java.util.Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
