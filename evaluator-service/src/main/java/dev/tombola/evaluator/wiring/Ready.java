package dev.tombola.evaluator.wiring;

import dev.tombola.evaluator.EvaluatorLoop;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once everything that the topics hold has been read. */
@Readiness
@ApplicationScoped
class Ready implements HealthCheck {
    private final EvaluatorLoop loop;

    Ready(EvaluatorLoop loop) {
        this.loop = loop;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("evaluator has read the topics")
                .status(loop.isCaughtUp())
                .build();
    }
}
