package dev.tombola.trainer.kafka;

import dev.tombola.kafka.KafkaSettings;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.trainer.GroupFullException;
import dev.tombola.trainer.RequestLease;
import dev.tombola.trainer.RequestSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.errors.GroupMaxSizeReachedException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Requests from a Kafka share group: one record at a time, answered explicitly.
 *
 * <p>Renewing must be an acknowledgement of its own, sent by {@code commitSync}: riding on {@code poll} it makes the client
 * fetch a second request behind our back (platform notes 1.2, point 7). It hands that out only once the first is answered,
 * and its lock has mostly run out by then.
 */
public final class ShareGroupRequests implements RequestSource {
    private static final Logger LOG = Logger.getLogger(ShareGroupRequests.class);
    private static final Duration ANSWER = Duration.ofSeconds(20);

    /**
     * Requests are written in transactions, and a poll whose one fetch brings the end of a transaction waits in vain until
     * its time is over (client 4.3.1, limited to a record). The next poll has the request: so the first ones are short.
     */
    private static final Duration SHORTEST_POLL = Duration.ofMillis(20);

    private final String group;
    private final ShareConsumer<String, byte[]> consumer;

    public ShareGroupRequests(KafkaSettings settings, String client) {
        this(settings, consumer(settings, client));
    }

    ShareGroupRequests(KafkaSettings settings, ShareConsumer<String, byte[]> consumer) {
        this.group = settings.trainers();
        this.consumer = consumer;
        consumer.subscribe(List.of(settings.topic(Topics.TRAINING_REQUESTED)));
    }

    static ShareConsumer<String, byte[]> consumer(KafkaSettings settings, String client) {
        return new KafkaShareConsumer<>(
                settings.with(Map.of(
                        "group.id",
                        settings.trainers(),
                        "client.id",
                        client,
                        "share.acknowledgement.mode",
                        "explicit",
                        "share.acquire.mode",
                        "record_limit",
                        "max.poll.records",
                        1)),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public Optional<RequestLease> next(Duration wait) {
        long end = System.nanoTime() + wait.toNanos();
        var slice = SHORTEST_POLL;
        try {
            do {
                var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
                for (var record : consumer.poll(slice.compareTo(left) < 0 ? slice : left)) {
                    return lease(record);
                }
                slice = slice.compareTo(left) < 0 ? slice.multipliedBy(2) : slice; // a poll can end before its time
            } while (System.nanoTime() < end);
        } catch (WakeupException e) {
            LOG.trace("woken up", e);
        } catch (GroupMaxSizeReachedException e) {
            throw new GroupFullException(group, e);
        }
        return Optional.empty();
    }

    @Override
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(ANSWER);
    }

    private Optional<RequestLease> lease(ConsumerRecord<String, byte[]> record) {
        var request = RequestRecords.read(record);
        if (request.isEmpty()) {
            answer(record, AcknowledgeType.REJECT);
        }
        return request.map(read -> new Lease(record, read));
    }

    private boolean answer(ConsumerRecord<String, byte[]> record, AcknowledgeType type) {
        consumer.acknowledge(record, type);
        return commit().values().stream().allMatch(Optional::isEmpty);
    }

    /** A wake-up that was meant for {@code poll} can strike here; the answer still has to go out. */
    private Map<?, ? extends Optional<?>> commit() {
        try {
            return consumer.commitSync(ANSWER);
        } catch (WakeupException e) {
            return consumer.commitSync(ANSWER);
        }
    }

    private final class Lease implements RequestLease {
        private final TrainingRequested request;
        private @Nullable ConsumerRecord<String, byte[]> held;

        Lease(ConsumerRecord<String, byte[]> record, TrainingRequested request) {
            this.held = record;
            this.request = request;
        }

        @Override
        public TrainingRequested request() {
            return request;
        }

        @Override
        public Duration lock() {
            return Duration.ofMillis(consumer.acquisitionLockTimeoutMs().orElse(30_000));
        }

        @Override
        public boolean renew() {
            var renewed = held;
            if (renewed == null || !reply(AcknowledgeType.RENEW)) {
                return false;
            }
            // Only what the latest poll returned may be answered, so the renewed record is taken in again. It comes at
            // once.
            for (int tries = 0; held == null && tries < 10; tries++) {
                try {
                    consumer.poll(Duration.ofMillis(200)).forEach(record -> take(record, renewed));
                } catch (WakeupException e) {
                    LOG.trace("woken up", e);
                }
            }
            return held != null;
        }

        /** A second request that the client fetched behind our back is for somebody else. */
        private void take(ConsumerRecord<String, byte[]> record, ConsumerRecord<String, byte[]> renewed) {
            if (record.partition() == renewed.partition() && record.offset() == renewed.offset()) {
                held = record;
            } else {
                answer(record, AcknowledgeType.RELEASE);
            }
        }

        @Override
        public boolean complete() {
            return reply(AcknowledgeType.ACCEPT);
        }

        @Override
        public boolean release() {
            return reply(AcknowledgeType.RELEASE);
        }

        private boolean reply(AcknowledgeType type) {
            var record = held;
            if (record == null) {
                return false;
            }
            held = null;
            try {
                return answer(record, type);
            } catch (IllegalStateException e) {
                LOG.warnf("run %s: the lease was lost: %s", request.run().id().brief(), e.getMessage());
                return false;
            }
        }
    }
}
