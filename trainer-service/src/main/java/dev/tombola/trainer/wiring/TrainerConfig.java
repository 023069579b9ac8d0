package dev.tombola.trainer.wiring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What is configured for a trainer alone. */
@ConfigMapping(prefix = "tombola.trainer")
interface TrainerConfig {
    /** Its name in results; the host's name and process id unless given. */
    Optional<String> name();

    /** {@code cpu}, {@code gpu0}, …. */
    @WithDefault("cpu")
    String device();

    /** Of one operation on the CPU; results are reproducible within one number of threads. */
    @WithDefault("1")
    int threads();

    /** How requests are taken from their topic. */
    @WithDefault("share-group")
    Queue queue();

    /** Ways to take requests. */
    enum Queue {
        /** As many trainers as there are requests; needs Kafka 4.3. */
        SHARE_GROUP,
        /** In order within each of the topic's partitions; for clusters without share groups. */
        CONSUMER_GROUP
    }

    /** Between two checkpoints of a run. */
    @WithDefault("60s")
    Duration checkpointInterval();

    /** How long a run that is told to stop may take to end its step and save it, before it is given back as it was saved. */
    @WithDefault("7s")
    Duration timeToStop();

    /** How often a run may fail, or its trainer die, without progress before it is given up. */
    @WithDefault("5")
    int attempts();

    /** Where data sets are kept on this machine. */
    @WithDefault(".tombola/cache")
    Path cache();
}
