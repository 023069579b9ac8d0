package dev.tombola.pruner.wiring;

import dev.tombola.kafka.KafkaSettings;
import dev.tombola.pruner.PrunerLoop;
import dev.tombola.pruner.plan.Reaper;
import dev.tombola.store.s3.S3ObjectStore;
import dev.tombola.store.s3.S3Settings;
import dev.tombola.ticket.store.Blobs;
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
    S3ObjectStore store(Config config) {
        return new S3ObjectStore(S3Settings.from(key -> config.getOptionalValue(key, String.class)));
    }

    @Produces
    @Singleton
    Blobs blobs(S3ObjectStore store) {
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
