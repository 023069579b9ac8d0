package dev.tombola.kafka;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
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
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The topics, and the settings of the share group, that Tombola needs on a cluster. */
public final class Installation implements AutoCloseable {
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int ATTEMPTS = 50;

    /** Partitions of the requests where a consumer group takes them: no more trainers than these can work. */
    static final int IN_ORDER = 8;

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
        if (hasShareGroups()) {
            configureTrainers(lock);
        }
        awaitAll();
        return created;
    }

    private void awaitAll() {
        var names = Topics.ALL.stream().map(settings::topic).toList();
        patiently(
                RetryPolicy.<Map<String, TopicDescription>>builder().handle(UnknownTopicOrPartitionException.class),
                () -> get(admin.describeTopics(names).allTopicNames()));
    }

    /** What the controller has taken in, a broker may not know yet: who asks too soon finds nothing. */
    private static <R> R patiently(RetryPolicyBuilder<R> policy, Supplier<R> question) {
        try {
            return Failsafe.with(
                            policy.withDelay(PAUSE).withMaxAttempts(ATTEMPTS).build())
                    .get(question::get);
        } catch (FailsafeException e) {
            throw e.getCause() instanceof InterruptedException interrupted
                    ? new InterruptException(interrupted)
                    : new KafkaException(e);
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

    /** Whether the cluster has share groups; without them trainers have to take requests from a consumer group. */
    public boolean hasShareGroups() {
        var share = get(admin.describeFeatures().featureMetadata())
                .finalizedFeatures()
                .get("share.version");
        return share != null && share.maxVersionLevel() > 0;
    }

    /** How many trainers take requests now, in whichever way. */
    public int trainers() {
        var inOrder = settings.trainersInOrder();
        int count = present(
                        () -> get(admin.describeConsumerGroups(Set.of(inOrder)).all()))
                .map(groups -> members(groups.get(inOrder), ConsumerGroupDescription::members))
                .orElse(0);
        var shared = settings.trainers();
        return hasShareGroups()
                ? count
                        + present(() -> get(admin.describeShareGroups(Set.of(shared))
                                        .all()))
                                .map(groups -> members(groups.get(shared), ShareGroupDescription::members))
                                .orElse(0)
                : count;
    }

    /**
     * For every partition of training requests, the offset before which the trainers have answered everything for good. A
     * partition that no trainer has taken from is not there.
     */
    public Map<Integer, Long> answeredRequests() {
        var starts = new HashMap<Integer, Long>();
        var inOrder = settings.trainersInOrder();
        present(() -> get(admin.listConsumerGroupOffsets(inOrder).partitionsToOffsetAndMetadata()))
                .ifPresent(offsets -> offsets.forEach((partition, committed) ->
                        merge(starts, partition, Optional.ofNullable(committed).map(OffsetAndMetadata::offset))));
        var shared = settings.trainers();
        if (hasShareGroups()) {
            present(() -> get(admin.listShareGroupOffsets(Map.of(shared, new ListShareGroupOffsetsSpec()))
                            .partitionsToOffsetInfo(shared)))
                    .ifPresent(offsets -> offsets.forEach((partition, info) -> merge(
                            starts, partition, Optional.ofNullable(info).map(SharePartitionOffsetInfo::startOffset))));
        }
        return starts;
    }

    private void merge(Map<Integer, Long> starts, TopicPartition partition, Optional<Long> start) {
        if (partition.topic().equals(settings.topic(Topics.TRAINING_REQUESTED))) {
            start.ifPresent(offset -> starts.merge(partition.partition(), offset, Math::max));
        }
    }

    private static <G> int members(@Nullable G group, Function<G, Collection<?>> members) {
        return group == null ? 0 : members.apply(group).size();
    }

    /** There is no group before its first member comes. */
    private static <T> Optional<T> present(Supplier<T> ofGroup) {
        try {
            return Optional.of(ofGroup.get());
        } catch (GroupIdNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }

    private NewTopic describe(Topic<?> topic) {
        // No replication factor: the cluster's own default holds.
        int partitions = topic.equals(Topics.TRAINING_REQUESTED) && !hasShareGroups() ? IN_ORDER : topic.partitions();
        return new NewTopic(settings.topic(topic), Optional.of(partitions), Optional.empty())
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
        var wanted = Map.of(
                "share.auto.offset.reset", "earliest",
                "share.record.lock.duration.ms", String.valueOf(lock.toMillis()),
                "share.delivery.count.limit", "10", // a group's own only from Kafka 4.3 on
                "share.isolation.level", "read_committed"); // or requests that a fenced pruner never said
        Collection<AlterConfigOp> ops = wanted.entrySet().stream()
                .map(entry ->
                        new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        var group = new ConfigResource(ConfigResource.Type.GROUP, settings.trainers());
        get(admin.incrementalAlterConfigs(Map.of(group, ops)).all());
        await(group, wanted);
    }

    private void await(ConfigResource group, Map<String, String> wanted) {
        var policy = RetryPolicy.<Boolean>builder().handleResult(false).abortOn(RuntimeException.class);
        if (!patiently(policy, () -> isConfigured(group, wanted))) {
            throw new KafkaException(
                    "the brokers do not take the settings of group %s: %s".formatted(group.name(), wanted));
        }
    }

    private boolean isConfigured(ConfigResource group, Map<String, String> wanted) {
        var config = get(admin.describeConfigs(List.of(group)).all()).get(group);
        return config != null
                && wanted.entrySet().stream()
                        .allMatch(entry -> Optional.ofNullable(config.get(entry.getKey()))
                                .map(ConfigEntry::value)
                                .filter(entry.getValue()::equals)
                                .isPresent());
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }
}
