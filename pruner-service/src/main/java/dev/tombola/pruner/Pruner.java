package dev.tombola.pruner;

import dev.tombola.kafka.EventWriter.Outgoing;
import dev.tombola.pruner.criterion.InvalidWeightException;
import dev.tombola.pruner.plan.Plan;
import dev.tombola.pruner.plan.Planner;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.event.TrainingWithdrawn;
import dev.tombola.ticket.search.RequestedRun;
import dev.tombola.ticket.search.RunId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Turns what has been heard into what has to be said next: masks, requests, withdrawals, plans. Knows nothing of Kafka, and
 * keeps nothing: whatever it says, it also hears.
 */
final class Pruner {
    private static final int TRANSFERS_PER_TRAINER = 2;
    private static final Logger LOG = Logger.getLogger(Pruner.class);

    private final DrawTicket drawing;
    private final Consumer<Outgoing<?>> mouth;
    private final Memory memory = new Memory();
    private final Set<SearchId> senseless = new HashSet<>();
    private volatile int outstanding;

    /**
     * A pruner that has heard nothing yet.
     *
     * @param mouth returns when the event it is given will be heard by all, or throws
     */
    Pruner(DrawTicket drawing, Consumer<Outgoing<?>> mouth) {
        this.drawing = drawing;
        this.mouth = mouth;
    }

    void hear(Object event) {
        if (event instanceof SearchSubmitted submitted
                && !submitted.search().equals(submitted.resolved().id())) {
            LOG.warnf(
                    "ignored search %s: by its content it is %s",
                    submitted.search(), submitted.resolved().id());
        }
        memory.hear(event);
    }

    /** Runs that could be trained now: what trainers are scaled by. */
    int outstanding() {
        return outstanding;
    }

    /**
     * Says what there is to say now. Transfers are handed out as trainers come free, so that chain rounds never wait behind
     * them and what is no longer wanted was mostly never asked for.
     */
    void turn(int trainers) {
        var wanted = new HashSet<RunId>();
        var transfers = new LinkedHashMap<RunId, RequestedRun>();
        for (var search : memory.live()) {
            sound(search).ifPresent(plan -> {
                if (memory.isNews(plan.planned())) {
                    say(new Outgoing<>(Topics.SEARCH_PLANNED, search.search().value(), plan.planned()));
                }
                plan.critical().forEach(this::request);
                plan.transfers().forEach(run -> transfers.put(run.id(), run));
                Stream.concat(plan.critical().stream(), plan.transfers().stream())
                        .map(RequestedRun::id)
                        .forEach(wanted::add);
            });
        }
        outstanding = wanted.size();
        requestSome(transfers, Math.max(trainers, 1) * TRANSFERS_PER_TRAINER);
        withdrawUnwanted(wanted);
    }

    /** The plan of a search, unless it makes no sense: then it is named once, and the others go on. */
    private Optional<Plan> sound(SearchSubmitted search) {
        if (senseless.contains(search.search())) {
            return Optional.empty();
        }
        try {
            return Optional.of(planAfterDrawing(search));
        } catch (IllegalArgumentException | IllegalStateException | InvalidWeightException e) {
            senseless.add(search.search());
            LOG.errorf("search %s cannot go on: %s", search.search(), e.getMessage());
            return Optional.empty();
        }
    }

    private Plan planAfterDrawing(SearchSubmitted search) {
        while (true) {
            var plan = Planner.plan(search.resolved(), memory.facts(search.search()));
            if (plan.draws().isEmpty()) {
                return plan;
            }
            for (var draw : plan.draws()) {
                TicketDrawn drawn = drawing.draw(search.resolved(), draw);
                say(new Outgoing<>(Topics.TICKET_DRAWN, drawn.ticket().path(), drawn));
            }
        }
    }

    private void requestSome(Map<RunId, RequestedRun> transfers, int limit) {
        var running = memory.outstanding();
        running.retainAll(transfers.keySet());
        int free = limit - running.size();
        for (var run : transfers.values()) {
            if (free > 0 && request(run)) {
                free--;
            }
        }
    }

    private boolean request(RequestedRun run) {
        if (memory.isRequested(run.id())) {
            return false;
        }
        var request = new TrainingRequested(run, memory.asked(run.id()) + 1);
        say(new Outgoing<>(Topics.TRAINING_REQUESTED, run.id().toString(), request));
        return true;
    }

    private void withdrawUnwanted(Set<RunId> wanted) {
        var unwanted = memory.outstanding();
        unwanted.removeAll(wanted);
        unwanted.stream()
                .sorted()
                .map(run -> new TrainingWithdrawn(run, memory.asked(run)))
                .forEach(gone ->
                        say(new Outgoing<>(Topics.TRAINING_WITHDRAWN, gone.run().toString(), gone)));
    }

    /** What was said is heard at once, so that a turn never says the same thing twice. */
    private void say(Outgoing<?> outgoing) {
        mouth.accept(outgoing);
        memory.hear(outgoing.event());
    }
}
