package dev.tombola.trainer;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Runs the loop on a thread of its own, from start to SIGTERM. */
@ApplicationScoped
public class TrainerService {
    private static final Logger LOG = Logger.getLogger(TrainerService.class);

    /** For what the loop still says to the brokers when its own time is over. */
    private static final Duration TO_GIVE_BACK = Duration.ofSeconds(2);

    private final TrainerLoop loop;
    private final Thread thread;

    TrainerService(TrainerLoop loop) {
        this.loop = loop;
        this.thread = Thread.ofPlatform().name("lease").unstarted(this::run);
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        loop.stop();
        thread.join(loop.timeToStop().plus(TO_GIVE_BACK));
    }

    /** When the loop last went round, idle or busy. */
    public Instant lastTick() {
        return loop.lastTick();
    }

    private void run() {
        try {
            loop.run();
        } catch (GroupFullException e) {
            LOG.errorf("trainer stops: %s", e.getMessage());
            Quarkus.asyncExit(1);
        } catch (Throwable e) { // what runs out of memory has to go too, or nobody would start it again
            LOG.errorf(e, "trainer stops: %s", e.getMessage());
            Quarkus.asyncExit(1);
        }
    }
}
