package dev.tombola.kafka;

import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics, and the settings of the share group, that Tombola needs on a cluster. */
public final class Installation implements AutoCloseable {
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Admin admin;
    private final KafkaSettings settings;

    public Installation(KafkaSettings settings) {
        this.admin = Admin.create(settings.client());
        this.settings = settings;
    }

    /**
     * Creates what is missing; safe to repeat. The names of the topics that it created.
     *
     * @param lock how long a trainer holds a request without renewing
     */
    public List<String> create(Duration lock) {
        var present = get(admin.listTopics().names());
        var created = Topics.ALL.stream()
                .filter(topic -> !present.contains(settings.topic(topic)))
                .filter(this::isCreated)
                .map(settings::topic)
                .toList();
        configureTrainers(lock);
        awaitAll();
        return created;
    }

    /** What the controller has created, brokers may not know yet: who asks them too soon finds nothing. */
    private void awaitAll() {
        var names = Topics.ALL.stream().map(settings::topic).toList();
        for (int attempt = 1; ; attempt++) {
            try {
                get(admin.describeTopics(names).allTopicNames());
                return;
            } catch (UnknownTopicOrPartitionException e) {
                if (attempt == 50) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private boolean isCreated(Topic<?> topic) {
        try {
            get(admin.createTopics(List.of(describe(topic))).all());
            return true;
        } catch (TopicExistsException e) {
            return false; // somebody else created it in between
        }
    }

    /** How many trainers are in the share group now. */
    public int trainers() {
        try {
            var groups =
                    get(admin.describeShareGroups(Set.of(settings.trainers())).all());
            return Optional.ofNullable(groups.get(settings.trainers()))
                    .map(group -> group.members().size())
                    .orElse(0);
        } catch (GroupIdNotFoundException e) {
            return 0; // there is no group before its first member comes
        }
    }

    /**
     * For every partition of training requests, the offset before which the trainers have answered everything for good. A
     * partition that no trainer has taken from is not there.
     */
    public Map<Integer, Long> answeredRequests() {
        var group = settings.trainers();
        var requests = settings.topic(Topics.TRAINING_REQUESTED);
        var starts = new HashMap<Integer, Long>();
        try {
            get(admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                            .partitionsToOffsetInfo(group))
                    .forEach((partition, info) -> {
                        if (info != null && partition.topic().equals(requests)) {
                            starts.put(partition.partition(), info.startOffset());
                        }
                    });
        } catch (GroupIdNotFoundException e) {
            return Map.of(); // nobody has taken anything yet
        }
        return starts;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }

    private NewTopic describe(Topic<?> topic) {
        // No replication factor: the cluster's own default holds.
        return new NewTopic(settings.topic(topic), Optional.of(topic.partitions()), Optional.empty())
                .configs(
                        topic.compacted()
                                ? Map.of(
                                        TopicConfig.CLEANUP_POLICY_CONFIG,
                                        TopicConfig.CLEANUP_POLICY_COMPACT,
                                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                        String.valueOf(8 << 20))
                                : Map.of(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(RETENTION.toMillis())));
    }

    private void configureTrainers(Duration lock) {
        // Without "earliest" a request that was sent before the first trainer came would never be delivered.
        Collection<AlterConfigOp> ops = Map.of(
                        "share.auto.offset.reset", "earliest",
                        "share.record.lock.duration.ms", String.valueOf(lock.toMillis()),
                        "share.delivery.count.limit", "10", // a group's own only from Kafka 4.3 on
                        "share.isolation.level", "read_committed") // or requests that a fenced pruner never said
                .entrySet()
                .stream()
                .map(entry ->
                        new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        var group = new ConfigResource(ConfigResource.Type.GROUP, settings.trainers());
        get(admin.incrementalAlterConfigs(Map.of(group, ops)).all());
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }
}
