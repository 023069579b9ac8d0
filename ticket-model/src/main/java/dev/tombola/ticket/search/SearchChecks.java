package dev.tombola.ticket.search;

import dev.tombola.ticket.wire.Complaint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the parts of a search go together: every name refers to something, every level is there, rounds can be trained. */
final class SearchChecks {
    private final Map<String, Recipe> recipes;
    private final Map<String, Pretraining> pretrainings;
    private final Map<String, Chain> chains;
    private final Map<String, DownstreamTask> tasks;
    private final Levels levels;
    private final Map<String, Chain> all;

    SearchChecks(
            Map<String, Recipe> recipes,
            Map<String, Pretraining> pretrainings,
            Map<String, Chain> chains,
            Map<String, Chain> controls,
            Map<String, DownstreamTask> tasks,
            Levels levels) {
        this.recipes = recipes;
        this.pretrainings = pretrainings;
        this.chains = chains;
        this.tasks = tasks;
        this.levels = levels;
        this.all = new LinkedHashMap<>(chains);
        all.putAll(controls);
    }

    void check() {
        checkReferences();
        checkLevels();
    }

    private void checkLevels() {
        all.forEach((name, chain) -> {
            String path = Search.path(chains, name);
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
            checkRecipes(path + ".", chain, rounds);
            Require.that(
                    chain.levels() == null || asked.highest() <= rounds,
                    path + ".levels",
                    asked.highest(),
                    "is beyond the " + rounds + " rounds of its chain");
        });
    }

    private void checkReferences() {
        pretrainings.forEach((name, p) -> known("pretrainings." + name + ".recipe", p.recipe(), recipes.keySet()));
        tasks.forEach((name, task) -> known("tasks." + name + ".recipe", task.recipe(), recipes.keySet()));
        var places = new ArrayList<>(tasks.keySet());
        places.add(Chain.PRETRAINING);
        all.forEach((name, chain) -> {
            String path = Search.path(chains, name) + ".";
            known(path + "from", chain.from(), pretrainings.keySet());
            known(path + "recipe", chain.recipe(), recipes.keySet());
            known(path + "on", chain.on(), places);
            known(path + "of", chain.of(), all.keySet());
            var drawing = chain.of() == null ? chain : all.get(chain.of());
            checkTraining(path, chain, drawing == null ? null : drawing.from());
            checkSurvivors(path, chain);
            var shuffled = chain.of() == null ? null : all.get(chain.of());
            Require.that(
                    shuffled == null || shuffled.of() == null,
                    path + "of",
                    chain.of() + "",
                    "is itself made from another: name the chain that draws its own masks");
        });
    }

    private void checkTraining(String path, Chain chain, @Nullable String pretraining) {
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

    private void checkRecipes(String path, Chain chain, int rounds) {
        if (chain.recipes() == null) {
            return;
        }
        Require.that(
                chain.trains() && chain.of() == null,
                path + "recipes",
                chain.recipes(),
                "are of rounds, and none is trained");
        String name = usualRecipe(chain);
        var usual = recipes.get(name);
        chain.recipes().forEach((level, recipe) -> {
            known(path + "recipes." + level, recipe, recipes.keySet());
            Require.that(
                    level >= (chain.trainsDense() ? 0 : 1) && level < rounds,
                    path + "recipes",
                    level,
                    "is not a level that the chain trains");
            Require.that(
                    usual == null || usual.handsOnTo(recipes.get(recipe)),
                    path + "recipes." + level,
                    recipe,
                    "does not go on with what " + name + " trains: objective, head and queue have to be alike");
        });
    }

    private @Nullable String usualRecipe(Chain chain) {
        var task = tasks.get(chain.on());
        return chain.recipe() != null || task == null ? chain.recipe() : task.recipe();
    }

    /** Found out only once a round has been trained, it would have been trained for nothing. */
    private void checkSurvivors(String path, Chain chain) {
        var recipe = recipes.get(usualRecipe(chain));
        if (recipe == null || chain.survives() == null || chain.survives().isEmpty()) {
            return;
        }
        var objective = recipe.objective();
        var survivors = Require.written(chain.survives());
        Require.that(objective != null, path + "survives", survivors, "is of rounds that learn without labels");
        boolean moco = objective != null && objective.name() == Objective.Name.MOCO;
        Require.that(
                moco || Collections.disjoint(chain.survives(), List.of(Survivor.QUEUE, Survivor.KEY_ENCODER)),
                path + "survives",
                survivors,
                "is of moco: simclr has no queue and no keys");
    }

    private static void known(String path, @Nullable String name, Collection<String> names) {
        if (name != null && !names.contains(name)) {
            throw new IllegalArgumentException(
                    path + ": nothing is called " + name + Complaint.suggestion(name, names));
        }
    }
}
