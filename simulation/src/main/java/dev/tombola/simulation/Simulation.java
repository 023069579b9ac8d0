package dev.tombola.simulation;

import dev.tombola.kafka.EventWriter.Outgoing;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.search.ResolvedSearch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One schedule, from the submission of its searches until nothing is left to be done. */
final class Simulation {
    private static final Duration LONGEST = Duration.ofMinutes(40);
    private static final Duration BETWEEN_BLOWS = Duration.ofSeconds(10);
    private static final Duration LATEST_CALM = Duration.ofSeconds(150);

    /** With these, a checkpoint may come late or not at all. */
    private static final Set<Hazard> UNTIMELY = Set.of(Hazard.STORE_FAULT, Hazard.SLOW_STORE, Hazard.REPEATED_WRITE);

    /** Since the last checkpoint; and until a trainer notices that it has lost its lease. */
    private static final int LOST_STEPS = (int) Processes.CHECKPOINTS
            .plus(ShareGroup.LOCK.dividedBy(3))
            .plusMillis(500)
            .dividedBy(ToyEngine.SHORTEST_STEP);

    /** No training ends or begins by these. */
    private static final Set<Hazard> HARMLESS = Set.of(Hazard.COMPACTION, Hazard.SLOW_STORE, Hazard.REPEATED_WRITE);

    private static final Set<Hazard> BLOWS = Set.of(
            Hazard.KILL, Hazard.TERMINATE, Hazard.FREEZE, Hazard.FAILOVER, Hazard.COMPACTION, Hazard.CANCELLATION);

    private final Surroundings here;
    private final List<ResolvedSearch> searches;
    private final Map<SearchId, SearchConcluded> conclusions = new HashMap<>();
    private final List<KeptService> roles = new ArrayList<>();
    private final int trainers;
    private final Duration betweenBlows;

    Simulation(Scenario scenario, Fate fate, Images images, Trace trace, Tampering tampering) {
        var time = new VirtualTime(fate.random());
        var broker = new Broker(fate, time, trace);
        var queue = new ShareGroup(broker, fate, time, trace);
        var bucket = new InMemoryObjectStore();
        images.copyTo(bucket);
        this.here = new Surroundings(time, fate, trace, broker, queue, bucket, images, new Invariants(), tampering);
        this.searches = scenario.searches(images.digest());
        this.trainers = 1 + fate.random().nextInt(3);
        this.betweenBlows = Duration.ofSeconds(1).plus(fate.upTo(BETWEEN_BLOWS));
        broker.watch(here.invariants()::hear);
        broker.watch(entry -> {
            if (entry.value() instanceof SearchConcluded conclusion) {
                conclusions.put(conclusion.search(), conclusion);
            }
        });
    }

    /**
     * Runs it.
     *
     * @param reference the undisturbed course; absent where this is it
     * @throws BrokenInvariant the first that was
     */
    ScheduleEnd run(@Nullable ScheduleEnd reference) {
        try {
            begin();
            until(this::isConcluded);
            here.fate().calm();
            until(() -> here.queue().open().isEmpty());
            here.invariants().nothingIsOutstanding(here.queue().open());
            here.invariants().check();
            if (reference != null) {
                compare(reference);
            }
            here.invariants().check();
            return new ScheduleEnd(
                    Map.copyOf(conclusions),
                    Map.copyOf(here.invariants().accepted()),
                    here.time().elapsed(),
                    here.invariants().trainings(),
                    here.invariants().steps(),
                    here.fate().counts(),
                    here.trace().digest());
        } finally {
            roles.forEach(KeptService::close);
        }
    }

    private void begin() {
        var processes = new Processes(here);
        roles.add(new KeptService("pruner", here, processes::pruner));
        roles.add(new KeptService("evaluator", here, processes::evaluator));
        for (int number = 1; number <= trainers; number++) {
            roles.add(new KeptService("trainer-" + number, here, processes::trainer));
        }
        searches.forEach(search -> here.time().after(here.fate().upTo(BETWEEN_BLOWS), () -> submit(search, false)));
        if (here.fate().hazards().stream().anyMatch(BLOWS::contains)) {
            here.time().after(here.fate().upTo(betweenBlows), this::strike);
        }
        here.time().after(here.fate().upTo(LATEST_CALM), here.fate()::calm);
    }

    private void submit(ResolvedSearch search, boolean cancelled) {
        here.broker().append(new Outgoing<>(Topics.SEARCHES, new SearchSubmitted(search.id(), search, cancelled)));
    }

    private void strike() {
        if (here.fate().isCalm()) {
            return;
        }
        var blow = here.fate()
                .oneOf(here.fate().hazards().stream().filter(BLOWS::contains).toList());
        var role = here.fate().oneOf(roles);
        var victim = Objects.requireNonNull(role.latest());
        here.fate().struck(blow);
        here.note("%s, %s", blow, victim.name());
        switch (blow) {
            case KILL -> victim.kill();
            case TERMINATE -> {
                victim.terminate();
                here.time().after(Duration.ofSeconds(20), victim::kill); // as Kubernetes would
            }
            case FREEZE -> {
                victim.freeze(here.fate().upTo(ShareGroup.LOCK.multipliedBy(4)));
                if (here.fate().coin()) {
                    role.start();
                }
            }
            case FAILOVER -> here.queue().failover();
            case COMPACTION -> here.broker().compact();
            default -> {
                var search = here.fate().oneOf(searches);
                submit(search, true);
                here.time().after(here.fate().upTo(BETWEEN_BLOWS), () -> submit(search, false));
            }
        }
        here.time().after(here.fate().upTo(betweenBlows), this::strike);
    }

    private void until(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            if (here.time().elapsed().compareTo(LONGEST) > 0 || !here.time().advance()) {
                here.invariants().everySearchConcludes(false, here.queue().open());
            }
            here.invariants().check();
        }
    }

    private boolean isConcluded() {
        return conclusions.size() == searches.size()
                && conclusions.values().stream().noneMatch(SearchConcluded::cancelled);
    }

    private void compare(ScheduleEnd reference) {
        searches.forEach(search ->
                here.invariants().everyPlannedRunHasTheSameEnd(search.id(), here.broker(), reference.results()));
        searches.forEach(search -> here.invariants()
                .concludesWithTheSameBytes(
                        Objects.requireNonNull(reference.conclusions().get(search.id())),
                        Objects.requireNonNull(conclusions.get(search.id()))));
        here.invariants().nothingIsTrainedAgainWithoutACause(reference, trainers * strikes());
        if (here.fate().hazards().stream().noneMatch(UNTIMELY::contains)) {
            here.invariants().stepsInVainAreBounded(reference, LOST_STEPS, unheardWithdrawals(here.fate()));
        }
    }

    /** Of all that can interrupt trainings: each of them, where a broker or a search goes. */
    private int strikes() {
        return here.fate().counts().entrySet().stream()
                .filter(struck -> !HARMLESS.contains(struck.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** A trainer that hears late of a withdrawal trains on, beside whoever has the run when it is wanted again. */
    private static int unheardWithdrawals(Fate fate) {
        int delay = (int) Broker.LONGEST_DELAY.dividedBy(ToyEngine.SHORTEST_STEP);
        return fate.hazards().contains(Hazard.DELAY) ? fate.count(Hazard.CANCELLATION) * delay : 0;
    }
}
