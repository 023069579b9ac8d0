package dev.tombola.ticket.plan;

import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.plan.Prospect.Ready;
import dev.tombola.ticket.plan.Prospect.Unreachable;
import dev.tombola.ticket.plan.Prospect.Waiting;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunEnd;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunNames;
import dev.tombola.ticket.search.Chain;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.store.ObjectRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Everything a search wants trained and drawn, given what has happened so far. Pure, and the only place that knows: the
 * planner, the judge, {@code watch} and {@code submit --dry-run} all ask it.
 */
public final class Expansion {
    /** Runs and masks of one search. A plan that names more would not fit into an event. */
    private static final long MOST = 30_000;

    private final ResolvedSearch resolved;
    private final Search search;
    private final Facts facts;
    private final RunSpecs specs;
    private final Map<String, Prospect<Optional<ObjectRef>>> pretrained = new HashMap<>();
    private final Map<ChainLevel, Prospect<Optional<StoredMask>>> masks = new HashMap<>();
    private final Map<ChainLevel, Prospect<RequestedRun>> rounds = new HashMap<>();
    private final List<PlannedRun> runs;
    private final List<PlannedDraw> draws;

    private Expansion(ResolvedSearch resolved, Facts facts, RunNames names) {
        this.resolved = resolved;
        this.search = resolved.search();
        this.facts = facts;
        this.specs = new RunSpecs(resolved, names);
        requireSensibleSize();
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

    /** Before anything is spelled out: a search of a few lines can ask for billions. */
    private void requireSensibleSize() {
        long size = search.size();
        if (size > MOST) {
            throw new IllegalArgumentException(
                    "it asks for %d runs and masks, and no search may for more than %d: make several of it"
                            .formatted(size, MOST));
        }
    }

    private List<PlannedRun> planRuns() {
        var planned = new ArrayList<PlannedRun>();
        search.pretrainings().forEach((name, pretraining) -> {
            if (pretraining.recipe() != null) {
                planned.add(new PlannedRun(new Role.Pretrain(name), new Ready<>(specs.pretrain(name))));
            }
        });
        search.everyChain()
                .forEach((name, chain) -> search.trainedLevels(chain)
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
        return search.transferredLevels(chain)
                .boxed()
                .flatMap(level -> search.seeds().stream()
                        .map(seed -> new PlannedRun(
                                new Role.Transfer(name, level, task, seed), transfer(name, level, task, seed))))
                .toList();
    }

    private List<PlannedDraw> planDraws() {
        var planned = new ArrayList<PlannedDraw>();
        search.everyChain()
                .forEach((name, _) -> search.drawnLevels(name)
                        .mapToObj(level -> new ChainLevel(name, level))
                        .forEach(place -> planned.add(new PlannedDraw(place, draw(place)))));
        return List.copyOf(planned);
    }

    private Prospect<Draw> draw(ChainLevel place) {
        var undrawable = facts.undrawable().get(place);
        if (undrawable != null && !facts.masks().containsKey(place)) {
            return new Unreachable<>(
                    "mask %d of %s cannot be drawn: %s".formatted(place.level(), place.chain(), undrawable));
        }
        var chain = search.chain(place.chain());
        return start(place.chain(), chain).flatMap(start -> switch (chain.criterion()
                .evidence()) {
            case TRAINED_WEIGHTS, GRADIENT ->
                mask(new ChainLevel(place.chain(), place.level() - 1))
                        .flatMap(mask -> ranked(place, chain).map(weights -> draw(place, chain, weights, start, mask)));
            case STARTING_WEIGHTS -> new Ready<>(draw(place, chain, start, start, Optional.empty()));
            case NOTHING -> new Ready<>(draw(place, chain, Optional.empty(), start, Optional.empty()));
            case OTHER_MASK ->
                mask(new ChainLevel(String.valueOf(chain.of()), place.level()))
                        .map(mask -> draw(place, chain, Optional.empty(), start, mask));
        });
    }

    private static Draw draw(
            ChainLevel place,
            Chain chain,
            Optional<ObjectRef> weights,
            Optional<ObjectRef> start,
            Optional<StoredMask> mask) {
        return new Draw(
                place,
                chain.criterion(),
                chain.rate(),
                chain.seed(),
                weights.orElse(null),
                start.orElse(null),
                mask.orElse(null));
    }

    /** The weights that give a level: those of the round before, or the untouched ones where none is trained. */
    private Prospect<Optional<ObjectRef>> ranked(ChainLevel place, Chain chain) {
        int before = place.level() - 1;
        return before == 0 && !chain.trainFirst()
                ? start(place.chain(), chain)
                : round(place.chain(), before)
                        .flatMap(run -> end(run.id(), "round %d of %s".formatted(before, place.chain())))
                        .map(Optional::of);
    }

    private Prospect<Optional<StoredMask>> mask(ChainLevel place) {
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
    private Prospect<Optional<ObjectRef>> start(String name, Chain chain) {
        return switch (chain.rewind()) {
            case RewindPoint.Random() -> new Ready<>(Optional.empty());
            case RewindPoint.Pretrained() -> pretrained(chain);
            case RewindPoint.Epoch(int epoch) -> kept(name, chain, epoch).map(Optional::of);
        };
    }

    private Prospect<Optional<ObjectRef>> pretrained(Chain chain) {
        return pretrained.computeIfAbsent(search.pretraining(chain), name -> {
            var imported = resolved.weights().get(name);
            return imported != null
                    ? new Ready<>(Optional.of(imported))
                    : end(specs.pretrain(name).id(), "pre-training " + name).map(Optional::of);
        });
    }

    private Prospect<ObjectRef> kept(String name, Chain chain, int epoch) {
        String what = "round 0 of " + name;
        return trained(specs.dense(chain, epoch).id(), what)
                .flatMap(end -> Optional.ofNullable(end.kept().get(epoch))
                        .<Prospect<ObjectRef>>map(Ready::new)
                        .orElseGet(() -> new Unreachable<>("%s has no epoch %d".formatted(what, epoch))));
    }

    private Prospect<ObjectRef> end(RunId run, String what) {
        return trained(run, what).map(RunEnd.Trained::last);
    }

    private Prospect<RunEnd.Trained> trained(RunId run, String what) {
        return switch (facts.runs().get(run)) {
            case null -> new Waiting<>(what);
            case RunEnd.Trained trained -> new Ready<>(trained);
            case RunEnd.Failed(var reason) -> new Unreachable<>(what + " failed: " + reason);
        };
    }

    private Prospect<RequestedRun> round(String name, int level) {
        var place = new ChainLevel(name, level);
        var known = rounds.get(place);
        if (known == null) {
            var chain = search.chain(name);
            known = level == 0 && chain.rewind() instanceof RewindPoint.Epoch(int epoch)
                    ? new Ready<>(specs.dense(chain, epoch))
                    : left(place, chain)
                            .flatMap(state -> ticketRun(
                                    name, level, (weights, mask) -> specs.round(chain, level, weights, mask, state)));
            rounds.put(place, known);
        }
        return known;
    }

    /** What the round before left beside its weights, where some of it survives. */
    private Prospect<Optional<ObjectRef>> left(ChainLevel place, Chain chain) {
        int before = place.level() - 1;
        boolean isRewound = search.survivors(chain).isEmpty();
        if (isRewound || search.trainedLevels(chain).noneMatch(level -> level == before)) {
            return new Ready<>(Optional.empty());
        }
        String what = "round %d of %s".formatted(before, place.chain());
        return round(place.chain(), before)
                .flatMap(run -> trained(run.id(), what))
                .flatMap(end -> end.state()
                        .<Prospect<Optional<ObjectRef>>>map(state -> new Ready<>(Optional.of(state)))
                        .orElseGet(() -> new Unreachable<>(what + " left nothing that could survive")));
    }

    private Prospect<RequestedRun> transfer(String name, int level, String task, long seed) {
        var chain = search.chain(name);
        return ticketRun(name, level, (weights, mask) -> specs.transfer(chain, task, seed, weights, mask));
    }

    private Prospect<RequestedRun> ticketRun(
            String name, int level, BiFunction<Optional<ObjectRef>, Optional<StoredMask>, RequestedRun> ticket) {
        return start(name, search.chain(name))
                .flatMap(weights -> mask(new ChainLevel(name, level)).map(mask -> ticket.apply(weights, mask)));
    }
}
