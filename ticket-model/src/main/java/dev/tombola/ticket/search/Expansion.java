package dev.tombola.ticket.search;

import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.search.Prospect.Ready;
import dev.tombola.ticket.search.Prospect.Unreachable;
import dev.tombola.ticket.search.Prospect.Waiting;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything a search wants trained and drawn, given what has happened so far. Pure, and the only place that knows: the
 * planner, the judge, {@code watch} and {@code submit --dry-run} all ask it.
 */
public final class Expansion {
    private final ResolvedSearch resolved;
    private final Search search;
    private final Facts facts;
    private final RunNames names;
    private final Map<String, Prospect<Optional<ObjectRef>>> pretrained = new HashMap<>();
    private final Map<MaskPlace, Prospect<Optional<DrawnMask>>> masks = new HashMap<>();
    private final List<PlannedRun> runs;
    private final List<PlannedDraw> draws;

    private Expansion(ResolvedSearch resolved, Facts facts, RunNames names) {
        this.resolved = resolved;
        this.search = resolved.search();
        this.facts = facts;
        this.names = names;
        this.draws = planDraws();
        this.runs = planRuns();
    }

    public static Expansion of(ResolvedSearch search, Facts facts) {
        return of(search, facts, new RunNames());
    }

    /**
     * The same, for whoever asks again and again.
     *
     * @param names that the search's runs were given before
     */
    public static Expansion of(ResolvedSearch search, Facts facts, RunNames names) {
        return new Expansion(search, facts, names);
    }

    /** Every run, in the order in which they are best done. */
    public List<PlannedRun> runs() {
        return runs;
    }

    /** Every mask, chain by chain, in ascending order of levels. */
    public List<PlannedDraw> draws() {
        return draws;
    }

    /** Whether nothing is left to wait for: every run has ended or can never begin. */
    public boolean isSettled() {
        return runs.stream().allMatch(planned -> switch (planned.run()) {
            case Ready<RequestedRun>(var run) -> facts.runs().containsKey(run.id());
            case Waiting<RequestedRun> _ -> false;
            case Unreachable<RequestedRun> _ -> true;
        });
    }

    private List<PlannedRun> planRuns() {
        var planned = new ArrayList<PlannedRun>();
        search.pretrainings().forEach((name, pretraining) -> {
            if (pretraining.recipe() != null) {
                planned.add(new PlannedRun(new Role.Pretrain(name), new Ready<>(pretrain(name))));
            }
        });
        search.everyChain()
                .forEach((name, chain) -> trainedLevels(chain)
                        .forEach(
                                level -> planned.add(new PlannedRun(new Role.Round(name, level), round(name, level)))));
        search.tasks()
                .forEach((task, _) -> search.everyChain().forEach((name, chain) -> {
                    if (chain.on().equals(Chain.PRETRAINING) || chain.on().equals(task)) {
                        planned.addAll(transfers(name, chain, task));
                    }
                }));
        return List.copyOf(planned);
    }

    private List<PlannedRun> transfers(String name, Chain chain, String task) {
        return levels(chain)
                .boxed()
                .flatMap(level -> search.seeds().stream()
                        .map(seed -> new PlannedRun(
                                new Role.Transfer(name, level, task, seed), transfer(name, level, task, seed))))
                .toList();
    }

    /** The levels whose tickets are transferred: those asked for, and the dense network, which is what they are held to. */
    private IntStream levels(Chain chain) {
        var asked = search.levels(chain).stream().mapToInt(Integer::intValue);
        return chain.rewind() == RewindPoint.PRETRAINED
                ? IntStream.concat(IntStream.of(0), asked).distinct().sorted()
                : asked;
    }

    private List<PlannedDraw> planDraws() {
        var planned = new ArrayList<PlannedDraw>();
        search.everyChain()
                .forEach((name, chain) -> drawnLevels(name, chain)
                        .mapToObj(level -> new MaskPlace(name, level))
                        .forEach(place -> planned.add(new PlannedDraw(place, draw(place)))));
        return List.copyOf(planned);
    }

    /** The levels of a chain whose masks somebody needs: its tickets, its next rounds, or a chain that shuffles them. */
    private IntStream drawnLevels(String name, Chain chain) {
        if (chain.trains()) {
            return IntStream.rangeClosed(1, search.rounds(chain));
        }
        var shuffling = search.everyChain().values().stream().filter(other -> name.equals(other.of()));
        return Stream.concat(Stream.of(chain), shuffling)
                .flatMap(needing -> search.levels(needing).stream())
                .mapToInt(Integer::intValue)
                .filter(level -> level > 0)
                .sorted()
                .distinct();
    }

    private IntStream trainedLevels(Chain chain) {
        return chain.trains() ? IntStream.range(chain.trainFirst() ? 0 : 1, search.rounds(chain)) : IntStream.empty();
    }

    private Prospect<Draw> draw(MaskPlace place) {
        var undrawable = facts.undrawable().get(place);
        if (undrawable != null && !facts.masks().containsKey(place)) {
            return new Unreachable<>(
                    "mask %d of %s cannot be drawn: %s".formatted(place.level(), place.chain(), undrawable));
        }
        var chain = search.chain(place.chain());
        return start(chain).flatMap(start -> switch (chain.criterion()) {
            case MAGNITUDE ->
                mask(new MaskPlace(place.chain(), place.level() - 1))
                        .flatMap(mask -> ranked(place, chain).map(weights -> draw(place, chain, weights, start, mask)));
            case ONE_SHOT_MAGNITUDE -> new Ready<>(draw(place, chain, start, start, Optional.empty()));
            case RANDOM -> new Ready<>(draw(place, chain, Optional.empty(), start, Optional.empty()));
            case LAYER_SHUFFLED ->
                mask(new MaskPlace(String.valueOf(chain.of()), place.level()))
                        .map(mask -> draw(place, chain, Optional.empty(), start, mask));
        });
    }

    private static Draw draw(
            MaskPlace place,
            Chain chain,
            Optional<ObjectRef> weights,
            Optional<ObjectRef> start,
            Optional<DrawnMask> mask) {
        return new Draw(
                place,
                chain.criterion(),
                chain.rate(),
                chain.seed(),
                weights.orElse(null),
                start.orElse(null),
                mask.orElse(null));
    }

    /** The weights whose magnitudes give a level: those of the round before, or the untouched ones where none is trained. */
    private Prospect<Optional<ObjectRef>> ranked(MaskPlace place, Chain chain) {
        int before = place.level() - 1;
        return before == 0 && !chain.trainFirst()
                ? start(chain)
                : round(place.chain(), before)
                        .flatMap(run -> end(run.id(), "round %d of %s".formatted(before, place.chain())))
                        .map(Optional::of);
    }

    private Prospect<Optional<DrawnMask>> mask(MaskPlace place) {
        if (place.level() == 0) {
            return new Ready<>(Optional.empty());
        }
        var known = masks.get(place);
        if (known == null) {
            var drawn = facts.masks().get(place);
            known = drawn != null
                    ? new Ready<>(Optional.of(drawn))
                    : draw(place).flatMap(_ -> new Waiting<>("mask %d of %s".formatted(place.level(), place.chain())));
            masks.put(place, known);
        }
        return known;
    }

    /** The weights that a chain rewinds to; none stands for θ_0. */
    private Prospect<Optional<ObjectRef>> start(Chain chain) {
        if (chain.rewind() == RewindPoint.RANDOM) {
            return new Ready<>(Optional.empty());
        }
        return pretrained.computeIfAbsent(search.pretraining(chain), name -> {
            var imported = resolved.weights().get(name);
            return imported != null
                    ? new Ready<>(Optional.of(imported))
                    : end(pretrain(name).id(), "pre-training " + name).map(Optional::of);
        });
    }

    private Prospect<ObjectRef> end(RunId run, String what) {
        return switch (facts.runs().get(run)) {
            case null -> new Waiting<>(what);
            case RunEnd.Trained(var last) -> new Ready<>(last);
            case RunEnd.Failed(var reason) -> new Unreachable<>(what + " failed: " + reason);
        };
    }

    private RequestedRun pretrain(String name) {
        var pretraining = pretraining(name);
        return requested(
                spec(
                        null,
                        null,
                        null,
                        required(pretraining.task(), name),
                        required(pretraining.recipe(), name),
                        List.of(),
                        pretraining.seed()),
                null,
                null);
    }

    private Prospect<RequestedRun> round(String name, int level) {
        var chain = search.chain(name);
        boolean onPretraining = chain.on().equals(Chain.PRETRAINING);
        var fresh = onPretraining ? List.<RunSpec.Part>of() : fresh(chain.on());
        String task = onPretraining
                ? required(pretraining(search.pretraining(chain)).task(), name)
                : task(chain.on()).task();
        String sized = chain.images() == null ? task : task.replaceFirst(":.*", "") + ":" + chain.images();
        String recipe =
                chain.recipe() != null ? chain.recipe() : task(chain.on()).recipe();
        return ticketRun(name, level, chain, sized, recipe, fresh, chain.seed());
    }

    private Prospect<RequestedRun> transfer(String name, int level, String taskName, long seed) {
        var task = task(taskName);
        return ticketRun(name, level, search.chain(name), task.task(), task.recipe(), fresh(taskName), seed);
    }

    private Prospect<RequestedRun> ticketRun(
            String name, int level, Chain chain, String task, String recipe, List<RunSpec.Part> fresh, long seed) {
        return start(chain)
                .flatMap(weights -> mask(new MaskPlace(name, level)).map(mask -> {
                    var start = weights.orElse(null);
                    Long initialSeed = start == null ? Long.valueOf(chain.seed()) : null;
                    var digest = mask.map(DrawnMask::digest).orElse(null);
                    return requested(
                            spec(start, initialSeed, digest, task, recipe, fresh, seed),
                            start,
                            mask.map(DrawnMask::object).orElse(null));
                }));
    }

    private RequestedRun requested(RunSpec spec, @Nullable ObjectRef weights, @Nullable ObjectRef mask) {
        return new RequestedRun(names.of(spec), spec, weights, mask, search.resume());
    }

    private RunSpec spec(
            @Nullable ObjectRef weights,
            @Nullable Long initialSeed,
            @Nullable Digest mask,
            String task,
            String recipe,
            List<RunSpec.Part> fresh,
            long seed) {
        return new RunSpec(
                RunSpec.VERSION,
                search.network(),
                weights == null ? null : weights.digest(),
                initialSeed,
                mask,
                task,
                resolved.dataset(task),
                required(search.recipes().get(recipe), recipe),
                fresh,
                List.of(),
                seed,
                resolved.repetition());
    }

    private List<RunSpec.Part> fresh(String task) {
        return task(task).stem() == DownstreamTask.Stem.FRESH
                ? List.of(RunSpec.Part.HEAD, RunSpec.Part.STEM)
                : List.of(RunSpec.Part.HEAD);
    }

    private Pretraining pretraining(String name) {
        return required(search.pretrainings().get(name), name);
    }

    private DownstreamTask task(String name) {
        return required(search.tasks().get(name), name);
    }

    /** What {@link Search} has checked already. */
    private static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalStateException("search refers to " + name + ", which it does not define");
        }
        return value;
    }
}
