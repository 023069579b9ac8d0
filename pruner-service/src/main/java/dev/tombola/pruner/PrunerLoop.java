package dev.tombola.pruner;

import dev.tombola.kafka.EventLog;
import dev.tombola.kafka.EventWriter;
import dev.tombola.kafka.Installation;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.pruner.plan.Reaper;
import dev.tombola.ticket.store.Blobs;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/** Listens to the topics and gives the pruner its turn, on a thread of its own. */
@ApplicationScoped
public class PrunerLoop {
    private static final Logger LOG = Logger.getLogger(PrunerLoop.class);

    private final KafkaSettings kafka;
    private final DrawTicket drawing;
    private final Reaper reaper;
    private final Thread thread = Thread.ofPlatform().name("pruner").unstarted(this::run);
    private volatile boolean stopping;
    private volatile boolean caughtUp;
    private volatile Instant lastTurn = Instant.now();
    private volatile int outstanding;

    PrunerLoop(KafkaSettings kafka, Blobs blobs, Reaper reaper) {
        this.kafka = kafka;
        this.reaper = reaper;
        this.drawing = new DrawTicket(blobs);
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
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

    /** Runs that could be trained now. */
    public int outstanding() {
        return outstanding;
    }

    private void run() {
        // The writer first: once it has shut out a predecessor, the end of the log is the end.
        try (var writer = EventWriter.fenced(kafka, "pruner");
                var log = new EventLog(kafka, PrunerTurns.TOPICS);
                var installation = new Installation(kafka)) {
            var pruner = new Pruner(drawing, outgoing -> writer.write(List.of(outgoing)));
            var turns = new PrunerTurns(pruner, reaper, new KafkaTrainerGroup(installation), InstantSource.system());
            while (!stopping) {
                var heard = log.poll(PrunerTurns.IDLE);
                lastTurn = Instant.now();
                caughtUp = log.isCaughtUp();
                turns.tick(heard, caughtUp);
                outstanding = turns.outstanding();
            }
        } catch (Throwable e) { // what runs out of memory has to go too, or nobody would start it again
            // Nothing is kept here, so starting over is the safe answer to whatever this is; a fenced pruner must go.
            LOG.errorf(e, "pruner stops: %s", e.getMessage());
            Quarkus.asyncExit(1);
        }
    }
}
