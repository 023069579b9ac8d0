package dev.tombola.pruner.wiring;

import dev.tombola.pruner.PrunerLoop;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once everything that the topics hold has been read. */
@Readiness
@ApplicationScoped
class Ready implements HealthCheck {
    private final PrunerLoop loop;

    Ready(PrunerLoop loop) {
        this.loop = loop;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("pruner has read the topics")
                .status(loop.isCaughtUp())
                .build();
    }
}
