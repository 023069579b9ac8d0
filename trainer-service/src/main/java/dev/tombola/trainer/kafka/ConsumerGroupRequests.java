package dev.tombola.trainer.kafka;

import dev.tombola.kafka.KafkaSettings;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.trainer.RequestLease;
import dev.tombola.trainer.RequestSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Requests from a classic consumer group, for clusters without share groups. A partition's owner trains its requests in order:
 * no more trainers work than there are partitions, and a request waits behind the one before it, whoever is idle (platform
 * notes 1.4). While one is trained the partitions are paused, and polling keeps the membership.
 */
public final class ConsumerGroupRequests implements RequestSource {
    private static final Logger LOG = Logger.getLogger(ConsumerGroupRequests.class);

    /** How long the group waits for a member that is silent. */
    private static final Duration SESSION = Duration.ofSeconds(45);

    private static final Duration A_MOMENT = Duration.ofMillis(100);
    private static final int TRIES = 50;

    private final KafkaConsumer<String, byte[]> consumer;

    public ConsumerGroupRequests(KafkaSettings settings, String client) {
        this.consumer = new KafkaConsumer<>(
                settings.with(Map.of(
                        "group.id",
                        settings.trainersInOrder(),
                        "client.id",
                        client,
                        "max.poll.records",
                        1,
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest",
                        "isolation.level",
                        "read_committed",
                        "session.timeout.ms",
                        (int) SESSION.toMillis(),
                        "partition.assignment.strategy",
                        "org.apache.kafka.clients.consumer.CooperativeStickyAssignor")),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(settings.topic(Topics.TRAINING_REQUESTED)));
    }

    @Override
    public Optional<RequestLease> next(Duration wait) {
        try {
            for (var record : consumer.poll(wait)) {
                var request = RequestRecords.read(record);
                if (request.isEmpty()) {
                    commit(record);
                    continue;
                }
                consumer.pause(consumer.assignment());
                return Optional.of(new Lease(record, request.get()));
            }
        } catch (WakeupException e) {
            LOG.trace("woken up", e);
        }
        return Optional.empty();
    }

    @Override
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private boolean commit(ConsumerRecord<String, byte[]> record) {
        var next = Map.of(partition(record), new OffsetAndMetadata(record.offset() + 1));
        for (int tries = 0; tries < TRIES && owns(record); tries++) {
            try {
                consumer.commitSync(next);
                return true;
            } catch (WakeupException e) {
                LOG.trace("woken up", e); // it was meant for poll
            } catch (RebalanceInProgressException e) {
                stayMember();
            } catch (KafkaException e) {
                LOG.warnf("%s@%d was not committed: %s", partition(record), record.offset(), e.getMessage());
                return false;
            }
        }
        return false;
    }

    /** Paused partitions give nothing; those that came since have to be paused too, and what they gave given back. */
    private void stayMember() {
        consumer.pause(consumer.assignment());
        try {
            consumer.poll(A_MOMENT).forEach(early -> consumer.seek(partition(early), early.offset()));
        } catch (WakeupException e) {
            LOG.trace("woken up", e);
        }
        consumer.pause(consumer.assignment());
    }

    private boolean owns(ConsumerRecord<String, byte[]> record) {
        return consumer.assignment().contains(partition(record));
    }

    private static TopicPartition partition(ConsumerRecord<String, byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private final class Lease implements RequestLease {
        private final ConsumerRecord<String, byte[]> record;
        private final TrainingRequested request;

        Lease(ConsumerRecord<String, byte[]> record, TrainingRequested request) {
            this.record = record;
            this.request = request;
        }

        @Override
        public TrainingRequested request() {
            return request;
        }

        @Override
        public Duration lock() {
            return SESSION;
        }

        @Override
        public boolean renew() {
            stayMember();
            return owns(record);
        }

        @Override
        public boolean complete() {
            boolean held = commit(record);
            consumer.resume(consumer.assignment());
            return held;
        }

        /** It stays where it is: whoever owns the partition gets it again. */
        @Override
        public boolean release() {
            boolean held = owns(record);
            if (held) {
                consumer.seek(partition(record), record.offset());
            }
            consumer.resume(consumer.assignment());
            return held;
        }
    }
}
