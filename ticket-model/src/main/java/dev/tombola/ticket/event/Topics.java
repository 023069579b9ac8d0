package dev.tombola.ticket.event;

import java.util.List;
import java.util.function.Function;

/** Every topic there is (design 4). */
public final class Topics {
    public static final Topic<SearchSubmitted> SEARCHES =
            compacted("searches", SearchSubmitted.class, SearchSubmitted::search);
    public static final Topic<SearchPlanned> SEARCH_PLANNED =
            compacted("search-planned", SearchPlanned.class, SearchPlanned::search);
    public static final Topic<TicketDrawn> TICKET_DRAWN =
            compacted("ticket-drawn", TicketDrawn.class, drawn -> drawn.ticket().path());
    public static final Topic<TrainingRequested> TRAINING_REQUESTED = queue(
            "training-requested",
            TrainingRequested.class,
            request -> request.run().id());
    public static final Topic<TrainingWithdrawn> TRAINING_WITHDRAWN =
            compacted("training-withdrawn", TrainingWithdrawn.class, TrainingWithdrawn::run);
    public static final Topic<TrainingProgressed> TRAINING_PROGRESSED =
            log("training-progressed", TrainingProgressed.class, TrainingProgressed::run);
    public static final Topic<TrainingEnded> TRAINING_ENDED =
            log("training-ended", TrainingEnded.class, TrainingEnded::run);
    public static final Topic<ResultAccepted> RESULT_ACCEPTED =
            compacted("result-accepted", ResultAccepted.class, ResultAccepted::run);
    public static final Topic<TicketEvaluated> TICKET_EVALUATED =
            compacted("ticket-evaluated", TicketEvaluated.class, TicketEvaluated::key);
    public static final Topic<SearchConcluded> SEARCH_CONCLUDED =
            compacted("search-concluded", SearchConcluded.class, SearchConcluded::search);

    /** In the order in which a search meets them. */
    public static final List<Topic<?>> ALL = List.of(
            SEARCHES,
            SEARCH_PLANNED,
            TICKET_DRAWN,
            TRAINING_REQUESTED,
            TRAINING_WITHDRAWN,
            TRAINING_PROGRESSED,
            TRAINING_ENDED,
            RESULT_ACCEPTED,
            TICKET_EVALUATED,
            SEARCH_CONCLUDED);

    /** The share group that takes training requests. */
    public static final String TRAINERS = "trainers";

    private Topics() {}

    private static <E> Topic<E> compacted(String name, Class<E> event, Function<E, Object> key) {
        return new Topic<>(name, event, 1, true, key);
    }

    /** One partition: a share group gives each to one member, and lets members share one only where they are more. */
    private static <E> Topic<E> queue(String name, Class<E> event, Function<E, Object> key) {
        return new Topic<>(name, event, 1, false, key);
    }

    private static <E> Topic<E> log(String name, Class<E> event, Function<E, Object> key) {
        return new Topic<>(name, event, 8, false, key);
    }
}
