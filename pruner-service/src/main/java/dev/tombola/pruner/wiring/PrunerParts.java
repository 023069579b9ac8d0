package dev.tombola.pruner.wiring;

import dev.tombola.kafka.KafkaSettings;
import dev.tombola.pruner.PrunerLoop;
import dev.tombola.pruner.plan.Reaper;
import dev.tombola.store.bucket.Buckets;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.Bucket;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Puts the service together from its configuration. */
@ApplicationScoped
class PrunerParts {
    @Produces
    @Singleton
    KafkaSettings kafka(Config config) {
        return KafkaSettings.from(key -> config.getOptionalValue(key, String.class));
    }

    @Produces
    @Singleton
    Bucket store(Config config) {
        return Buckets.from(key -> config.getOptionalValue(key, String.class));
    }

    @Produces
    @Singleton
    Blobs blobs(Bucket store) {
        return new Blobs(store);
    }

    @Produces
    @Singleton
    Reaper reaper(PrunerConfig own) {
        return new Reaper(own.reaperGrace());
    }

    void measure(@Observes StartupEvent event, MeterRegistry registry, PrunerLoop loop) {
        registry.gauge("tasks.outstanding", loop, PrunerLoop::outstanding);
    }
}
