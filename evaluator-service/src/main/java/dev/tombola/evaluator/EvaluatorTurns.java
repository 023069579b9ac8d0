package dev.tombola.evaluator;

import dev.tombola.kafka.Event;
import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.run.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which claims are looked at when, and on which bench: claims that nothing has to be measured for overtake those that take
 * seconds, since chains wait for them. Then the evaluator has its turn. Knows neither threads nor Kafka, so that the
 * simulation proves what runs.
 */
public final class EvaluatorTurns {
    /** What it has to hear, each from its beginning. */
    public static final List<Topic<?>> TOPICS = List.of(
            Topics.SEARCHES,
            Topics.SEARCH_PLANNED,
            Topics.TICKET_DRAWN,
            Topics.TRAINING_ENDED,
            Topics.RESULT_ACCEPTED,
            Topics.TICKET_EVALUATED,
            Topics.SEARCH_CONCLUDED);

    /** For how long to wait for events before it looks round without any. */
    public static final Duration IDLE = Duration.ofMillis(250);

    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(5);

    private final Evaluator evaluator;
    private final Claims claims;
    private final PatientBench accepting;
    private final PatientBench measuring;
    private final List<TrainingEnded> waiting = new ArrayList<>();
    private final Set<RunId> beingMeasured = new HashSet<>();

    /**
     * Turns of an evaluator that has heard nothing yet.
     *
     * @param end told of whatever ends work on a bench but passing faults, which are waited out
     */
    public EvaluatorTurns(
            Evaluator evaluator, Claims claims, Bench accepting, Bench measuring, Consumer<Throwable> end) {
        this.evaluator = evaluator;
        this.claims = claims;
        this.accepting = new PatientBench(accepting, PAUSE_AFTER_FAULT, end);
        this.measuring = new PatientBench(measuring, PAUSE_AFTER_FAULT, end);
    }

    /**
     * Takes in what was heard, and does what is due.
     *
     * @param caughtUp whether all that was there at the start has been heard: before that, what it would say may be said already
     */
    public void tick(List<Event> heard, boolean caughtUp) {
        for (var event : heard) {
            if (event.value() instanceof TrainingEnded claim) {
                waiting.add(claim);
            } else {
                evaluator.hear(event.value());
            }
        }
        if (!caughtUp) {
            return;
        }
        waiting.addAll(claims.due());
        waiting.forEach(this::look);
        waiting.clear();
        evaluator.turn().stream()
                .filter(result -> beingMeasured.add(result.spec().id()))
                .forEach(result -> measuring.execute(name(result.spec().id()), () -> claims.measure(result)));
    }

    private void look(TrainingEnded claim) {
        boolean measured = evaluator.accepted(claim.run()).isEmpty() && evaluator.servesVerdict(claim.run());
        (measured ? measuring : accepting).execute(name(claim.run()), () -> claims.on(claim));
    }

    private static String name(RunId run) {
        return "run " + run.brief();
    }
}
