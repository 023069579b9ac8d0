package dev.tombola.evaluator.wiring;

import dev.tombola.evaluator.Measurement;
import dev.tombola.evaluator.TestSplits;
import dev.tombola.evaluator.onnx.OnnxRuntime;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.store.bucket.Buckets;
import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.Bucket;
import dev.tombola.ticket.store.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Puts the service together from its configuration. */
@ApplicationScoped
class EvaluatorParts {
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
    Blobs blobs(ObjectStore store) {
        return new Blobs(store);
    }

    @Produces
    @Singleton
    Measurement measurement(Blobs blobs, ObjectStore store, EvaluatorConfig own) {
        var splits = new TestSplits(new DataSetCatalogue(store), own.cache());
        return new Measurement(blobs, new OnnxRuntime(own.device()), splits);
    }
}
