package dev.tombola.trainer.wiring;

import dev.tombola.kafka.EventWriter;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.store.bucket.Buckets;
import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.Bucket;
import dev.tombola.trainer.Progress;
import dev.tombola.trainer.RequestSource;
import dev.tombola.trainer.TrainerLoop;
import dev.tombola.trainer.WithdrawnRuns;
import dev.tombola.trainer.WorkerThread;
import dev.tombola.trainer.kafka.ConsumerGroupRequests;
import dev.tombola.trainer.kafka.KafkaClaims;
import dev.tombola.trainer.kafka.ShareGroupRequests;
import dev.tombola.trainer.run.AttemptTally;
import dev.tombola.trainer.run.Checkpoints;
import dev.tombola.trainer.run.Results;
import dev.tombola.trainer.run.Timepiece;
import dev.tombola.trainer.run.TrainRun;
import dev.tombola.trainer.run.TrainerIdentity;
import dev.tombola.vision.djl.NumericFingerprint;
import dev.tombola.vision.djl.TorchEngine;
import dev.tombola.vision.djl.training.Training;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.Config;

/** Puts the service together from its configuration. */
@ApplicationScoped
class TrainerParts {
    private static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(1);

    @Produces
    @Singleton
    Bucket store(Config config) {
        return Buckets.from(key -> config.getOptionalValue(key, String.class));
    }

    @Produces
    @Singleton
    TrainerLoop loop(TrainerConfig own, Config config, Bucket store, Progress progress, WithdrawnRuns withdrawn) {
        var kafka = KafkaSettings.from(key -> config.getOptionalValue(key, String.class));
        var trainer = trainer(own);
        var engine = TorchEngine.start(own.device(), own.threads());
        var fingerprint = NumericFingerprint.of(engine);
        var stores = new TrainRun.Stores(
                new Blobs(store),
                new Results(store, fingerprint, own.cache()),
                new Checkpoints(store, fingerprint, own.cache()),
                new AttemptTally(store, trainer, own.attempts(), Clock.systemUTC()),
                new DataSetCatalogue(store),
                own.cache());
        var run = new TrainRun(
                trainer,
                stores,
                new Training(engine, BETWEEN_PROGRESS)::run,
                progress,
                own.checkpointInterval(),
                Executors.newVirtualThreadPerTaskExecutor(),
                Timepiece.SYSTEM);
        return new TrainerLoop(
                trainer.name(),
                requests(own.queue(), kafka, trainer.name()),
                // A platform thread: training is native code for hours, which would pin a virtual one's carrier.
                new WorkerThread(
                        run,
                        Executors.newSingleThreadExecutor(
                                Thread.ofPlatform().name("training").daemon().factory())),
                withdrawn,
                new KafkaClaims(EventWriter.plain(kafka, "trainer")),
                own.timeToStop(),
                Clock.systemUTC());
    }

    private static RequestSource requests(TrainerConfig.Queue queue, KafkaSettings kafka, String client) {
        return switch (queue) {
            case SHARE_GROUP -> new ShareGroupRequests(kafka, client);
            case CONSUMER_GROUP -> new ConsumerGroupRequests(kafka, client);
        };
    }

    private static TrainerIdentity trainer(TrainerConfig own) {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unknown";
        }
        String unique = host + "-" + ProcessHandle.current().pid();
        return new TrainerIdentity(own.name().orElse(unique), host, own.device());
    }
}
