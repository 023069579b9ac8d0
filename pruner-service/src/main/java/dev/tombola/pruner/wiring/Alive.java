package dev.tombola.pruner.wiring;

import dev.tombola.pruner.PrunerLoop;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive while the loop goes round; drawing the masks of a large network is the longest it may take. */
@Liveness
@ApplicationScoped
class Alive implements HealthCheck {
    private static final Duration LONGEST_TURN = Duration.ofMinutes(5);

    private final PrunerLoop loop;

    Alive(PrunerLoop loop) {
        this.loop = loop;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("pruner goes round")
                .status(loop.lastTurn().plus(LONGEST_TURN).isAfter(Instant.now()))
                .withData("last turn", loop.lastTurn().toString())
                .build();
    }
}
