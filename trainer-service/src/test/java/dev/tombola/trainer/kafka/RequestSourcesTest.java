package dev.tombola.trainer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tombola.devstack.EmbeddedBroker;
import dev.tombola.kafka.EventWriter;
import dev.tombola.kafka.Installation;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.testkit.SampleSearches;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.plan.Expansion;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.plan.Prospect.Ready;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.trainer.RequestLease;
import dev.tombola.trainer.RequestSource;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both ways to take requests, on a real broker. A busy machine may stand still for seconds: a lock is to outlast that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestSourcesTest {
    private static final Duration LOCK = Duration.ofMinutes(1);
    private static final Duration SHORT_LOCK = Duration.ofSeconds(10);
    private static final Duration BRIEF_LOCK = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TrainingRequested REQUEST = new TrainingRequested(firstRun(), 1);

    private EmbeddedBroker broker;
    private KafkaSettings settings = KafkaSettings.local("unnamed");

    enum Way {
        SHARE_GROUP,
        CONSUMER_GROUP;

        RequestSource source(KafkaSettings settings, String client) {
            return switch (this) {
                case SHARE_GROUP -> new ShareGroupRequests(settings, client);
                case CONSUMER_GROUP -> new ConsumerGroupRequests(settings, client);
            };
        }
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        broker = EmbeddedBroker.start(folder);
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @BeforeEach
    void install() {
        install(LOCK);
    }

    private void install(Duration lock) {
        settings = new KafkaSettings(
                KafkaSettings.local(broker.bootstrapServers()).client(), "t" + UUID.randomUUID() + ".");
        try (var installation = new Installation(settings)) {
            installation.create(lock);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesARequestOnceAndNeverAgainWhenItIsCompleted(Way way) {
        request();
        try (var first = way.source(settings, "first")) {
            var lease = next(first);
            assertThat(lease.request()).isEqualTo(REQUEST);

            assertThat(lease.complete()).isTrue();

            assertThat(first.next(Duration.ofSeconds(3))).isEmpty();
        }
        try (var second = way.source(settings, "second")) {
            assertThat(waited(second, Duration.ofSeconds(12))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsARequestBeyondTheLockByRenewing(Way way) {
        install(SHORT_LOCK);
        request();
        try (var first = way.source(settings, "first");
                var second = way.source(settings, "second")) {
            var lease = next(first);
            var end = Instant.now().plus(SHORT_LOCK.plusSeconds(2));
            while (Instant.now().isBefore(end)) {
                assertThat(lease.renew()).isTrue();
                assertThat(second.next(Duration.ofMillis(500))).isEmpty();
            }

            assertThat(lease.complete()).isTrue();
            assertThat(second.next(Duration.ofSeconds(3))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesWhatIsReleasedAgain(Way way) {
        request();
        try (var first = way.source(settings, "first")) {
            assertThat(next(first).release()).isTrue();

            assertThat(next(first).request()).isEqualTo(REQUEST);
        }
    }

    @ParameterizedTest
    @EnumSource
    void passesOverMalformedRequests(Way way) {
        try (var producer = new KafkaProducer<>(settings.client(), new StringSerializer(), new StringSerializer())) {
            var topic = settings.topic(Topics.TRAINING_REQUESTED);
            var _ = producer.send(new ProducerRecord<>(topic, "key", "{\"run\":7}"));
            var _ = producer.send(new ProducerRecord<>(topic, "key", null));
        }
        request();

        try (var source = way.source(settings, "first")) {
            assertThat(next(source).request()).isEqualTo(REQUEST);
        }
    }

    @Test
    void tellsThatTheLockIsLostAndGivesTheRequestToAnother() {
        install(BRIEF_LOCK);
        request();
        try (var frozen = new ShareGroupRequests(settings, "frozen");
                var other = new ShareGroupRequests(settings, "other")) {
            // Given
            var lease = next(frozen);

            // When
            var second = next(other);

            // Then
            assertThat(second.request()).isEqualTo(REQUEST);
            assertThat(lease.renew()).isFalse();
            assertThat(lease.complete()).isFalse();
            // again where it is so slow that its own lock expires
            await().atMost(PATIENCE)
                    .until(() -> second.complete() || next(other).complete());
            request();
            await().atMost(PATIENCE).until(() -> next(frozen).complete()); // it takes the next
        }
    }

    /** Kafka takes what lies before the beginning of its queue for answered: whoever trains has to look for a result himself. */
    @Test
    void doesNotTellThatTheLockIsLostOnceAnotherHasCompletedTheRequest() {
        install(BRIEF_LOCK);
        request();
        try (var frozen = new ShareGroupRequests(settings, "frozen");
                var other = new ShareGroupRequests(settings, "other")) {
            var lease = next(frozen);
            await().atMost(PATIENCE).until(() -> next(other).complete());

            assertThat(lease.renew()).isTrue();
        }
    }

    @Test
    void servesMoreTrainersThanThereArePartitions() {
        install(SHORT_LOCK.multipliedBy(2));
        for (int i = 0; i < 3; i++) {
            request();
        }
        try (var one = new ShareGroupRequests(settings, "one");
                var two = new ShareGroupRequests(settings, "two");
                var three = new ShareGroupRequests(settings, "three")) {
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

    @ParameterizedTest
    @EnumSource
    void aRequestBehindTheEndOfATransactionIsNotOverlooked(Way way) {
        // Given
        try (var pruner = EventWriter.fenced(settings, "pruner")) {
            for (int i = 0; i < 2; i++) {
                pruner.write(Topics.TRAINING_REQUESTED, REQUEST);
            }
        }
        try (var source = way.source(settings, "first")) {
            next(source).complete();

            // When
            var second = source.next(PATIENCE);

            // Then
            assertThat(second).isPresent();
        }
    }

    /**
     * A renewal that rides on a poll makes the client fetch a second request, which it keeps to itself until the first is
     * answered: its lock runs out meanwhile, and another trainer gets it.
     */
    @Test
    void answersNothingElseThanItWasGivenWhereTheClientHasFetchedMore() {
        // Given
        install(SHORT_LOCK);
        var requests = runs().limit(2).map(run -> new TrainingRequested(run, 1)).toList();
        requests.forEach(this::request);
        var isCareless = new AtomicBoolean();
        try (var busy = new ShareGroupRequests(settings, careless(isCareless));
                var other = new ShareGroupRequests(settings, "other")) {
            var first = next(busy);
            isCareless.set(true);
            assertThat(first.renew()).isTrue();
            isCareless.set(false);
            var second = whileRenewing(first, other);
            assertThat(List.of(first.request(), second.request())).isEqualTo(requests);

            // When
            boolean completed = first.complete();

            // Then
            assertThat(completed).isTrue();
            var kept = next(busy);
            assertThat(kept.request()).as("what the client has fetched").isEqualTo(second.request());
            assertThat(kept.renew()).as("it is another's by now").isFalse();
            assertThat(second.complete() || next(other).complete())
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
        var careful = ShareGroupRequests.consumer(settings, "busy");
        return (ShareConsumer<String, byte[]>) Proxy.newProxyInstance(
                ShareConsumer.class.getClassLoader(),
                new Class<?>[] {ShareConsumer.class},
                (_, method, arguments) -> isCareless.get() && method.getName().equals("commitSync")
                        ? Map.of()
                        : method.invoke(careful, arguments));
    }

    private void request() {
        request(REQUEST);
    }

    private void request(TrainingRequested request) {
        try (var writer = EventWriter.plain(settings, "test")) {
            writer.write(Topics.TRAINING_REQUESTED, request);
        }
    }

    private static RequestLease next(RequestSource source) {
        return waited(source, PATIENCE).orElseThrow(() -> new AssertionError("no request came"));
    }

    private static Optional<RequestLease> waited(RequestSource source, Duration most) {
        var end = Instant.now().plus(most);
        var next = source.next(Duration.ofMillis(200));
        while (next.isEmpty() && Instant.now().isBefore(end)) {
            next = source.next(Duration.ofMillis(200));
        }
        return next;
    }

    private static RequestedRun firstRun() {
        return runs().findFirst().orElseThrow();
    }

    private static Stream<RequestedRun> runs() {
        return Expansion.of(SampleSearches.fashionInMinutes(), Facts.NONE).runs().stream()
                .flatMap(planned ->
                        planned.run() instanceof Ready<RequestedRun>(var run) ? Stream.of(run) : Stream.empty());
    }
}
