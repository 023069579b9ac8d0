package dev.tombola.pruner;

import dev.tombola.kafka.EventWriter.Outgoing;
import dev.tombola.kafka.OversizedEventException;
import dev.tombola.pruner.DrawTicket.Drawing;
import dev.tombola.pruner.plan.Plan;
import dev.tombola.pruner.plan.Planner;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.event.TrainingWithdrawn;
import dev.tombola.ticket.plan.ChainLevel;
import dev.tombola.ticket.plan.Draw;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Turns what has been heard into what has to be said next: masks, requests, withdrawals, plans. Knows nothing of Kafka, and
 * keeps nothing: whatever it says, it also hears. A search is planned anew when something that it waits for has happened,
 * and at no other time. Not for several threads, but for {@link #outstanding()}.
 */
public final class Pruner {
    private static final int TRANSFERS_PER_TRAINER = 2;
    /** After so many searches whose objects the store could not give, the rest of a turn leaves it alone. */
    private static final int PATIENCE = 3;

    private static final Logger LOG = Logger.getLogger(Pruner.class);

    private final DrawTicket drawing;
    private final Consumer<Outgoing<?>> mouth;
    private final PrunerFacts memory = new PrunerFacts();
    private final WantedRuns wishes = new WantedRuns();
    private final Map<SearchId, RunNames> names = new HashMap<>();
    private final Set<SearchId> stale = new LinkedHashSet<>();
    private final Set<SearchId> putOff = new LinkedHashSet<>();
    private final Set<RunId> askedOut = new HashSet<>();
    private volatile int outstanding;

    /**
     * A pruner that has heard nothing yet.
     *
     * @param mouth returns when the event it is given will be heard by all, or throws
     */
    public Pruner(DrawTicket drawing, Consumer<Outgoing<?>> mouth) {
        this.drawing = drawing;
        this.mouth = mouth;
    }

    /** Takes in an event of any topic, its own among them. */
    public void hear(Object event) {
        if (event instanceof SearchSubmitted submitted
                && !submitted.search().equals(submitted.resolved().id())) {
            LOG.warnf(
                    "ignored search %s: by its content it is %s",
                    submitted.search(), submitted.resolved().id());
        }
        stale.addAll(touched(event));
        memory.hear(event);
    }

    /** Runs that could be trained now: what trainers are scaled by. */
    public int outstanding() {
        return outstanding;
    }

    /** Runs that are asked for and have not ended, with the number of the last request for each. */
    public Map<RunId, Integer> asked() {
        var asked = new TreeMap<RunId, Integer>();
        memory.outstanding().forEach(run -> asked.put(run, memory.asked(run)));
        return asked;
    }

    /**
     * Says what there is to say now. Transfers are handed out as trainers come free, so that chain rounds never wait behind
     * them and what is no longer wanted was mostly never asked for.
     *
     * @return whether nothing was put off: otherwise it is worth another turn, even without news
     */
    public boolean turn(int trainers) {
        var live = memory.live();
        forgetAllBut(live);
        List.copyOf(stale)
                .forEach(search -> memory.live(search).ifPresentOrElse(this::renew, () -> stale.remove(search)));
        stale.addAll(putOff); // behind those that had no try
        putOff.clear();
        live.forEach(search -> wishes.critical(search.search()).forEach(this::request));
        requestSome(live, Math.max(trainers, 1) * TRANSFERS_PER_TRAINER);
        withdrawUnwanted();
        outstanding = wishes.size();
        return stale.isEmpty();
    }

    /** Asks once more for runs whose requests nobody will answer any more, as far as they are still wanted. */
    public void askAgain(Collection<RunId> lost) {
        for (var run : lost) {
            if (memory.outstanding().contains(run)) {
                wishes.wanted(run).ifPresent(wanted -> {
                    LOG.warnf(
                            "run %s is asked for again (%d): its request was used up or turned down, and no result came",
                            run.brief(), memory.nextAsk(run));
                    ask(wanted);
                });
            }
        }
    }

    /** The searches that have to be planned anew once the event is heard; what is known already touches nobody. */
    private Collection<SearchId> touched(Object event) {
        return switch (event) {
            case SearchSubmitted submitted -> Set.of(submitted.search());
            case SearchConcluded concluded -> Set.of(concluded.search());
            case TicketDrawn drawn
            when memory.isNews(drawn) -> Set.of(drawn.ticket().search());
            case SearchPlanned plan when memory.isNews(plan) -> Set.of(plan.search());
            case ResultAccepted accepted -> wishes.end(accepted.run());
            default -> Set.of();
        };
    }

    private void forgetAllBut(List<SearchSubmitted> live) {
        var ids = new HashSet<SearchId>();
        live.forEach(search -> ids.add(search.search()));
        wishes.keep(ids::contains);
        names.keySet().retainAll(ids);
    }

    /** Plans anew. A search that makes no sense is named, wants nothing, and the others go on. */
    private void renew(SearchSubmitted search) {
        stale.remove(search.search());
        var failed = new HashMap<ChainLevel, String>();
        try {
            var plan = plan(search, failed);
            for (boolean done = true; done && !plan.draws().isEmpty(); plan = plan(search, failed)) {
                done = drawAll(search, plan.draws(), failed);
            }
            wishes.put(search.search(), plan);
            if (memory.isNews(plan.planned())) {
                say(new Outgoing<>(Topics.SEARCH_PLANNED, plan.planned()));
            }
        } catch (SenselessSearchException | OversizedEventException e) {
            LOG.errorf("search %s cannot go on: %s", search.search(), e.getMessage());
            wishes.remove(search.search());
        }
    }

    private Plan plan(SearchSubmitted search, Map<ChainLevel, String> failed) {
        try {
            return Planner.plan(
                    search.resolved(),
                    memory.facts(search.search()).withUndrawable(failed),
                    names.computeIfAbsent(search.search(), _ -> new RunNames()));
        } catch (RuntimeException e) { // planning is pure: it can only be the search
            throw new SenselessSearchException(e);
        }
    }

    /** Draws all, unless the store cannot give something now: then the search waits for another turn. */
    private boolean drawAll(SearchSubmitted search, List<Draw> draws, Map<ChainLevel, String> failed) {
        for (var draw : draws) {
            if (putOff.size() >= PATIENCE) {
                stale.add(search.search());
                return false;
            }
            switch (drawing.tryTo(
                    search.resolved(), draw, memory.facts(search.search()).masks())) {
                case Drawing.Drawn(var ticket) -> say(new Outgoing<>(Topics.TICKET_DRAWN, ticket));
                case Drawing.Impossible(var why) -> {
                    LOG.errorf(
                            "search %s: mask %d of %s cannot be drawn: %s",
                            search.search(), draw.place().level(), draw.place().chain(), why);
                    failed.put(draw.place(), why);
                }
                case Drawing.PutOff(var why) -> {
                    LOG.warnf("search %s waits for the store: %s", search.search(), why);
                    putOff.add(search.search());
                    return false;
                }
            }
        }
        return true;
    }

    private void requestSome(List<SearchSubmitted> live, int limit) {
        long running = memory.outstanding().stream().filter(wishes::isTransfer).count();
        long free = limit - running;
        for (var search : live) {
            for (var run : wishes.transfers(search.search())) {
                if (free <= 0) {
                    return;
                }
                if (request(run)) {
                    free--;
                }
            }
        }
    }

    private boolean request(RequestedRun run) {
        if (memory.isRequested(run.id())) {
            return false;
        }
        ask(run);
        return memory.isRequested(run.id());
    }

    private void ask(RequestedRun run) {
        if (memory.isAskedOut(run.id())) {
            if (askedOut.add(run.id())) {
                LOG.errorf(
                        "run %s cannot be asked for again, requests were numbered up to the last number that there is:"
                                + " submit its search with --fresh",
                        run.id().brief());
            }
            return;
        }
        var request = new TrainingRequested(run, memory.nextAsk(run.id()));
        say(new Outgoing<>(Topics.TRAINING_REQUESTED, request));
    }

    private void withdrawUnwanted() {
        memory.outstanding().stream()
                .filter(run -> wishes.wanted(run).isEmpty())
                .sorted()
                .map(run -> new TrainingWithdrawn(run, memory.asked(run)))
                .toList()
                .forEach(gone -> say(new Outgoing<>(Topics.TRAINING_WITHDRAWN, gone)));
    }

    /** What was said is heard at once, so that a turn never says the same thing twice. */
    private void say(Outgoing<?> outgoing) {
        mouth.accept(outgoing);
        memory.hear(outgoing.event());
    }

    /** A search that cannot even be planned. */
    private static final class SenselessSearchException extends RuntimeException {
        SenselessSearchException(RuntimeException cause) {
            super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
        }
    }
}
