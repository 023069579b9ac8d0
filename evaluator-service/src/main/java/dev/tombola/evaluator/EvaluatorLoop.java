package dev.tombola.evaluator;

import dev.tombola.kafka.Event;
import dev.tombola.kafka.EventLog;
import dev.tombola.kafka.EventWriter;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.store.ObjectStore;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Listens to the topics and gives the evaluator its turn. Claims are looked at one after the other by a second thread, since
 * measuring takes seconds; claims that nothing has to be measured for overtake those on a third, since chains wait for them.
 */
@ApplicationScoped
public class EvaluatorLoop {
    private static final Logger LOG = Logger.getLogger(EvaluatorLoop.class);
    private static final List<Topic<?>> HEARD = List.of(
            Topics.SEARCHES,
            Topics.SEARCH_PLANNED,
            Topics.TICKET_DRAWN,
            Topics.TRAINING_ENDED,
            Topics.RESULT_ACCEPTED,
            Topics.TICKET_EVALUATED,
            Topics.SEARCH_CONCLUDED);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(5);

    private final KafkaSettings kafka;
    private final ObjectStore store;
    private final Measurement measurement;
    private final PatientThread critical = new PatientThread("accepting", PAUSE_AFTER_FAULT, this::give);
    private final PatientThread measuring = new PatientThread("measuring", PAUSE_AFTER_FAULT, this::give);
    private final Thread thread = Thread.ofPlatform().name("evaluator").unstarted(this::run);
    private volatile boolean stopping;
    private volatile boolean caughtUp;
    private volatile Instant lastTurn = Instant.now();

    public EvaluatorLoop(KafkaSettings kafka, ObjectStore store, Measurement measurement) {
        this.kafka = kafka;
        this.store = store;
        this.measurement = measurement;
    }

    public void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        critical.close();
        measuring.close();
        thread.join(Duration.ofSeconds(8));
    }

    /** Whether everything that was there at the start has been read. */
    public boolean isCaughtUp() {
        return caughtUp;
    }

    /** When it last went round. */
    public Instant lastTurn() {
        return lastTurn;
    }

    private void run() {
        // The writer first: once it has shut out a predecessor, the end of the log is the end.
        try (var writer = EventWriter.fenced(kafka, "evaluator");
                var log = new EventLog(kafka, HEARD)) {
            var evaluator = new Evaluator(outgoing -> writer.write(List.of(outgoing)));
            var claims = new Claims(evaluator, new ClaimCheck(store), measurement, new Refusals(store));
            var waiting = new ArrayList<TrainingEnded>();
            var beingMeasured = new HashSet<RunId>();
            while (!stopping) {
                for (Event event : log.poll(Duration.ofMillis(250))) {
                    if (event.value() instanceof TrainingEnded claim) {
                        waiting.add(claim);
                    } else {
                        evaluator.hear(event.value());
                    }
                }
                lastTurn = Instant.now();
                caughtUp = log.isCaughtUp();
                if (caughtUp) {
                    waiting.addAll(claims.due());
                    waiting.forEach(claim -> submit(evaluator, claims, claim));
                    waiting.clear();
                    evaluator.turn().stream()
                            .filter(result -> beingMeasured.add(result.spec().id()))
                            .forEach(result ->
                                    measuring.execute(name(result.spec().id()), () -> claims.measure(result)));
                }
            }
        } catch (Throwable e) { // what runs out of memory has to go too, or nobody would start it again
            give(e);
        }
    }

    private void submit(Evaluator evaluator, Claims claims, TrainingEnded claim) {
        boolean measured = evaluator.accepted(claim.run()).isEmpty() && evaluator.servesVerdict(claim.run());
        (measured ? measuring : critical).execute(name(claim.run()), () -> claims.on(claim));
    }

    private static String name(RunId run) {
        return "run " + run.brief();
    }

    /** Nothing is kept here, so starting over is the safe answer to whatever this is; a fenced evaluator must go. */
    private void give(Throwable e) {
        if (!stopping) {
            LOG.errorf(e, "evaluator stops: %s", e.getMessage());
            Quarkus.asyncExit(1);
        }
    }
}
