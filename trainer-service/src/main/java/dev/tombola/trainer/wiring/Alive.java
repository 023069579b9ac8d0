package dev.tombola.trainer.wiring;

import dev.tombola.trainer.TrainerService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive while the lease loop goes round, which it does when idle as when busy; no remote calls. */
@Liveness
@ApplicationScoped
class Alive implements HealthCheck {
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);

    private final TrainerService service;

    Alive(TrainerService service) {
        this.service = service;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("lease loop goes round")
                .status(service.lastTick().plus(LONGEST_SILENCE).isAfter(Instant.now()))
                .withData("last tick", service.lastTick().toString())
                .build();
    }
}
