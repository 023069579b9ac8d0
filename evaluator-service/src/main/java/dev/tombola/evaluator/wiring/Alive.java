package dev.tombola.evaluator.wiring;

import dev.tombola.evaluator.EvaluatorLoop;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive while the loop goes round; measuring has threads of its own. */
@Liveness
@ApplicationScoped
class Alive implements HealthCheck {
    private static final Duration LONGEST_TURN = Duration.ofMinutes(5);

    private final EvaluatorLoop loop;

    Alive(EvaluatorLoop loop) {
        this.loop = loop;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("evaluator goes round")
                .status(loop.lastTurn().plus(LONGEST_TURN).isAfter(Instant.now()))
                .withData("last turn", loop.lastTurn().toString())
                .build();
    }
}
