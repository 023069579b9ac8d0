package dev.tombola.evaluator;

import dev.tombola.kafka.EventLog;
import dev.tombola.kafka.EventWriter;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.ticket.store.ObjectStore;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Listens to the topics and gives the evaluator its turn, on a thread of its own. Claims are looked at by two more. */
@ApplicationScoped
public class EvaluatorLoop {
    private static final Logger LOG = Logger.getLogger(EvaluatorLoop.class);

    private final KafkaSettings kafka;
    private final ObjectStore store;
    private final Measurement measurement;
    private final BenchThread accepting = new BenchThread("accepting");
    private final BenchThread measuring = new BenchThread("measuring");
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
        accepting.close();
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
                var log = new EventLog(kafka, EvaluatorTurns.TOPICS)) {
            var evaluator = new Evaluator(outgoing -> writer.write(List.of(outgoing)));
            var claims = new Claims(evaluator, new ClaimCheck(store), measurement, new Refusals(store));
            var turns = new EvaluatorTurns(evaluator, claims, accepting, measuring, this::give);
            while (!stopping) {
                var heard = log.poll(EvaluatorTurns.IDLE);
                lastTurn = Instant.now();
                caughtUp = log.isCaughtUp();
                turns.tick(heard, caughtUp);
            }
        } catch (Throwable e) { // what runs out of memory has to go too, or nobody would start it again
            give(e);
        }
    }

    /** Nothing is kept here, so starting over is the safe answer to whatever this is; a fenced evaluator must go. */
    private void give(Throwable e) {
        if (!stopping) {
            LOG.errorf(e, "evaluator stops: %s", e.getMessage());
            Quarkus.asyncExit(1);
        }
    }
}
