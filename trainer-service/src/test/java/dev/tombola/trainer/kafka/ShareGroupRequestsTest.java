package dev.tombola.trainer.kafka;

import static dev.tombola.trainer.kafka.RequestTopic.BRIEF_LOCK;
import static dev.tombola.trainer.kafka.RequestTopic.LOCK;
import static dev.tombola.trainer.kafka.RequestTopic.PATIENCE;
import static dev.tombola.trainer.kafka.RequestTopic.REQUEST;
import static dev.tombola.trainer.kafka.RequestTopic.SHORT_LOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.trainer.RequestLease;
import dev.tombola.trainer.RequestSource;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a share group alone does, on a real broker: locks, and several trainers for each partition. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShareGroupRequestsTest {
    private RequestTopic topic;

    @BeforeAll
    void start(@TempDir Path folder) {
        topic = RequestTopic.start(folder);
    }

    @AfterAll
    void stop() {
        topic.close();
    }

    @BeforeEach
    void install() {
        topic.install(LOCK);
    }

    @Test
    void tellsThatTheLockIsLostAndGivesTheRequestToAnother() {
        topic.install(BRIEF_LOCK);
        topic.request();
        try (var frozen = new ShareGroupRequests(topic.settings(), "frozen");
                var other = new ShareGroupRequests(topic.settings(), "other")) {
            // Given
            var lease = RequestTopic.next(frozen);

            // When
            var second = RequestTopic.next(other);

            // Then
            assertThat(second.request()).isEqualTo(REQUEST);
            assertThat(lease.renew()).isFalse();
            assertThat(lease.complete()).isFalse();
            // again where it is so slow that its own lock expires
            await().atMost(PATIENCE)
                    .until(() -> second.complete() || RequestTopic.next(other).complete());
            topic.request();
            await().atMost(PATIENCE).until(() -> RequestTopic.next(frozen).complete()); // it takes the next
        }
    }

    /** Kafka takes what lies before the beginning of its queue for answered: whoever trains has to look for a result himself. */
    @Test
    void doesNotTellThatTheLockIsLostOnceAnotherHasCompletedTheRequest() {
        topic.install(BRIEF_LOCK);
        topic.request();
        try (var frozen = new ShareGroupRequests(topic.settings(), "frozen");
                var other = new ShareGroupRequests(topic.settings(), "other")) {
            var lease = RequestTopic.next(frozen);
            await().atMost(PATIENCE).until(() -> RequestTopic.next(other).complete());

            assertThat(lease.renew()).isTrue();
        }
    }

    @Test
    void servesMoreTrainersThanThereArePartitions() {
        topic.install(Duration.ofMinutes(1));
        for (int i = 0; i < 3; i++) {
            topic.request();
        }
        try (var one = new ShareGroupRequests(topic.settings(), "one");
                var two = new ShareGroupRequests(topic.settings(), "two");
                var three = new ShareGroupRequests(topic.settings(), "three")) {
            var leases = new HashMap<RequestSource, RequestLease>();
            await().atMost(PATIENCE).until(() -> {
                leases.values().removeIf(lease -> !lease.renew());
                for (var trainer : List.of(one, two, three)) {
                    if (!leases.containsKey(trainer)) {
                        trainer.next(Duration.ofMillis(100)).ifPresent(lease -> leases.put(trainer, lease));
                    }
                }
                return leases.size() == 3;
            });

            assertThat(leases.values()).allMatch(RequestLease::renew).allMatch(RequestLease::complete);
        }
    }

    /**
     * A renewal that rides on a poll makes the client fetch a second request, which it keeps to itself until the first is
     * answered: its lock runs out meanwhile, and another trainer gets it.
     */
    @Test
    void answersNothingElseThanItWasGivenWhereTheClientHasFetchedMore() {
        // Given
        topic.install(SHORT_LOCK);
        var requests = RequestTopic.runs()
                .limit(2)
                .map(run -> new TrainingRequested(run, 1))
                .toList();
        requests.forEach(topic::request);
        var isCareless = new AtomicBoolean();
        try (var busy = new ShareGroupRequests(topic.settings(), careless(isCareless));
                var other = new ShareGroupRequests(topic.settings(), "other")) {
            var first = RequestTopic.next(busy);
            isCareless.set(true);
            assertThat(first.renew()).isTrue();
            isCareless.set(false);
            var second = whileRenewing(first, other);
            assertThat(List.of(first.request(), second.request())).isEqualTo(requests);

            // When
            boolean completed = first.complete();

            // Then
            assertThat(completed).isTrue();
            var kept = RequestTopic.next(busy);
            assertThat(kept.request()).as("what the client has fetched").isEqualTo(second.request());
            assertThat(kept.renew()).as("it is another's by now").isFalse();
            assertThat(second.complete() || RequestTopic.next(other).complete())
                    .as("nobody has answered it: it is held, or comes again")
                    .isTrue();
        }
    }

    private static RequestLease whileRenewing(RequestLease lease, RequestSource other) {
        var end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            var next = other.next(Duration.ofSeconds(1));
            assertThat(lease.renew()).isTrue();
            if (next.isPresent()) {
                return next.get();
            }
        }
        throw new AssertionError("no request came");
    }

    /** Whose renewals, while it is careless, are not sent by themselves. */
    @SuppressWarnings("unchecked")
    private ShareConsumer<String, byte[]> careless(AtomicBoolean isCareless) {
        var careful = ShareGroupRequests.consumer(topic.settings(), "busy");
        return (ShareConsumer<String, byte[]>) Proxy.newProxyInstance(
                ShareConsumer.class.getClassLoader(),
                new Class<?>[] {ShareConsumer.class},
                (_, method, arguments) -> isCareless.get() && method.getName().equals("commitSync")
                        ? Map.of()
                        : method.invoke(careful, arguments));
    }
}
