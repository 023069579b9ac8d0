package dev.tombola.trainer.kafka;

import static dev.tombola.trainer.kafka.RequestTopic.LOCK;
import static dev.tombola.trainer.kafka.RequestTopic.PATIENCE;
import static dev.tombola.trainer.kafka.RequestTopic.REQUEST;
import static dev.tombola.trainer.kafka.RequestTopic.SHORT_LOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.kafka.EventWriter;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.ticket.event.Topics;
import dev.tombola.trainer.RequestSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both ways to take requests, on a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestSourcesTest {
    private RequestTopic topic;

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

    @ParameterizedTest
    @EnumSource
    void givesARequestOnceAndNeverAgainWhenItIsCompleted(Way way) {
        topic.request();
        try (var first = way.source(topic.settings(), "first")) {
            var lease = RequestTopic.next(first);
            assertThat(lease.request()).isEqualTo(REQUEST);

            assertThat(lease.complete()).isTrue();

            assertThat(first.next(Duration.ofSeconds(3))).isEmpty();
        }
        try (var second = way.source(topic.settings(), "second")) {
            assertThat(RequestTopic.waited(second, Duration.ofSeconds(12))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsARequestBeyondTheLockByRenewing(Way way) {
        topic.install(SHORT_LOCK);
        topic.request();
        try (var first = way.source(topic.settings(), "first");
                var second = way.source(topic.settings(), "second")) {
            var lease = RequestTopic.next(first);
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
        topic.request();
        try (var first = way.source(topic.settings(), "first")) {
            assertThat(RequestTopic.next(first).release()).isTrue();

            assertThat(RequestTopic.next(first).request()).isEqualTo(REQUEST);
        }
    }

    @ParameterizedTest
    @EnumSource
    void passesOverMalformedRequests(Way way) {
        try (var producer =
                new KafkaProducer<>(topic.settings().client(), new StringSerializer(), new StringSerializer())) {
            var name = topic.settings().topic(Topics.TRAINING_REQUESTED);
            var _ = producer.send(new ProducerRecord<>(name, "key", "{\"run\":7}"));
            var _ = producer.send(new ProducerRecord<>(name, "key", null));
        }
        topic.request();

        try (var source = way.source(topic.settings(), "first")) {
            assertThat(RequestTopic.next(source).request()).isEqualTo(REQUEST);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRequestBehindTheEndOfATransactionIsNotOverlooked(Way way) {
        // Given
        try (var pruner = EventWriter.fenced(topic.settings(), "pruner")) {
            for (int i = 0; i < 2; i++) {
                pruner.write(Topics.TRAINING_REQUESTED, REQUEST);
            }
        }
        try (var source = way.source(topic.settings(), "first")) {
            RequestTopic.next(source).complete();

            // When
            var second = source.next(PATIENCE);

            // Then
            assertThat(second).isPresent();
        }
    }
}
