package dev.tombola.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.devstack.EmbeddedBroker;
import dev.tombola.kafka.Event;
import dev.tombola.kafka.EventLog;
import dev.tombola.kafka.EventWriter;
import dev.tombola.kafka.Installation;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.pruner.plan.Reaper;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.testkit.SampleSearches;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.wire.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker: what Kafka drops without a word is asked for again, and what is in flight is not. */
@Timeout(300)
class LostRequestsTest {
    /** {@code share.delivery.count.limit} of the trainers' group. */
    private static final int DELIVERIES = 10;

    private static final Duration A_MOMENT = Duration.ofMillis(200);

    @Test
    void aRequestThatIsUsedUpIsAskedForAgainAndOneInFlightIsNot(@TempDir Path folder) {
        try (var broker = EmbeddedBroker.start(folder);
                var installation = installed(KafkaSettings.local(broker.bootstrapServers()));
                var writer = EventWriter.fenced(KafkaSettings.local(broker.bootstrapServers()), "pruner");
                var log = new EventLog(
                        KafkaSettings.local(broker.bootstrapServers()), List.of(Topics.TRAINING_REQUESTED));
                var trainer = trainer(KafkaSettings.local(broker.bootstrapServers()))) {
            var pruner = new Pruner(
                    new DrawTicket(new Blobs(new InMemoryObjectStore())), outgoing -> writer.write(List.of(outgoing)));
            var reaper = new Reaper(Duration.ZERO);

            // Given: a request that is given back as often as Kafka delivers, and one behind it that is being trained
            var poison = asked(pruner, log, reaper, 1);
            for (int delivery = 0; delivery < DELIVERIES; delivery++) {
                var record = next(trainer);
                assertThat(record.key()).isEqualTo(poison.key());
                answer(trainer, record, AcknowledgeType.RELEASE);
            }
            var healthy = asked(pruner, log, reaper, 2);
            var held = next(trainer);
            assertThat(held.key()).isEqualTo(healthy.key());

            // When
            while (pruner.asked().getOrDefault(run(poison), 0) == 1) {
                read(log, reaper, 0);
                pruner.askAgain(reaper.lost(pruner.asked(), installation.answeredRequests(), Instant.now()));
            }

            // Then
            assertThat(pruner.asked()).containsExactlyInAnyOrderEntriesOf(Map.of(run(poison), 2, run(healthy), 1));
            answer(trainer, held, AcknowledgeType.ACCEPT);
            assertThat(next(trainer).value()).satisfies(value -> {
                var again = Json.read(value, TrainingRequested.class);
                assertThat(again.run().id()).isEqualTo(run(poison));
                assertThat(again.ask()).isEqualTo(2);
            });
        }
    }

    private static Event asked(Pruner pruner, EventLog log, Reaper reaper, long seed) {
        pruner.hear(oneRun(seed));
        pruner.turn(1);
        return read(log, reaper, 1).getFirst();
    }

    private static void answer(
            KafkaShareConsumer<String, byte[]> trainer, ConsumerRecord<String, byte[]> record, AcknowledgeType answer) {
        trainer.acknowledge(record, answer);
        trainer.commitSync();
    }

    private static ConsumerRecord<String, byte[]> next(KafkaShareConsumer<String, byte[]> trainer) {
        while (true) {
            for (var record : trainer.poll(A_MOMENT)) {
                return record;
            }
        }
    }

    /** At least so many requests. */
    private static List<Event> read(EventLog log, Reaper reaper, int atLeast) {
        var read = new ArrayList<Event>();
        do {
            read.addAll(log.poll(Duration.ofMillis(20)));
        } while (read.size() < atLeast);
        read.forEach(event -> reaper.hear(event.value(), event.partition(), event.offset()));
        return read;
    }

    private static RunId run(Event request) {
        return RunId.parse(request.key());
    }

    private static Installation installed(KafkaSettings settings) {
        var installation = new Installation(settings);
        installation.create(Duration.ofMinutes(10));
        return installation;
    }

    private static KafkaShareConsumer<String, byte[]> trainer(KafkaSettings settings) {
        var trainer = new KafkaShareConsumer<>(
                settings.with(Map.of(
                        "group.id",
                        settings.trainers(),
                        "share.acknowledgement.mode",
                        "explicit",
                        "share.acquire.mode",
                        "record_limit",
                        "max.poll.records",
                        1)),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        trainer.subscribe(List.of(settings.topic(Topics.TRAINING_REQUESTED)));
        return trainer;
    }

    /** The dense network with one seed. */
    private static SearchSubmitted oneRun(long seed) {
        var search = SampleSearches.resolved("""
                {"name":"one","network":{"name":"cifar-resnet8","width":2},
                 "recipes":{"r":{"learningRate":0.1,"batch":8,"epochs":1}},
                 "pretrainings":{"f":{"weights":"w.safetensors"}},
                 "chains":{"c":{"from":"f","criterion":"random","rounds":1,"levels":[0]}},
                 "tasks":{"odd":{"task":"mnist/5-9:100","recipe":"r"}},
                 "seeds":[%d]}""".formatted(seed));
        return new SearchSubmitted(search.id(), search, false);
    }
}
