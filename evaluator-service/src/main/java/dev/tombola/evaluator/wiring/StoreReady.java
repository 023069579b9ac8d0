package dev.tombola.evaluator.wiring;

import dev.tombola.ticket.store.Bucket;
import dev.tombola.ticket.store.StoreException;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the store lets this service in; without it, it waits. */
@Readiness
@ApplicationScoped
class StoreReady implements HealthCheck {
    private final Bucket store;

    StoreReady(Bucket store) {
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("store lets the evaluator in");
        try {
            store.require();
            return answer.up().build();
        } catch (StoreException e) {
            return answer.down().withData("why", String.valueOf(e.getMessage())).build();
        }
    }
}
