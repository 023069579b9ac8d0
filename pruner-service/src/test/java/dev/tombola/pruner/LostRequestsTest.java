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
import dev.tombola.testkit.Searches;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.search.RunId;
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
    private static final Duration A_MOMENT = Duration.ofMillis(200);

    private final List<String> released = new ArrayList<>();

    @Test
    void aRequestThatIsUsedUpIsAskedForAgainAndOneInFlightIsNot(@TempDir Path folder) {
        try (var broker = EmbeddedBroker.start(folder);
                var installation = installed(KafkaSettings.local(broker.bootstrapServers()));
                var writer = EventWriter.fenced(KafkaSettings.local(broker.bootstrapServers()), "pruner");
                var log = new EventLog(
                        KafkaSettings.local(broker.bootstrapServers()), List.of(Topics.TRAINING_REQUESTED));
                var holder = trainer(KafkaSettings.local(broker.bootstrapServers()));
                var giver = trainer(KafkaSettings.local(broker.bootstrapServers()))) {
            // Given: behind the first run's request, a second one's, which is held for as long as the test takes
            var pruner = new Pruner(
                    new DrawTicket(new Blobs(new InMemoryObjectStore())), outgoing -> writer.write(List.of(outgoing)));
            var reaper = new Reaper(Duration.ZERO);
            var poison = asked(pruner, log, reaper, 1);
            var first = next(giver);
            assertThat(first.key()).isEqualTo(poison.key());
            var healthy = asked(pruner, log, reaper, 2);
            assertThat(next(holder).key()).isEqualTo(healthy.key());

            // When: the first is given back whenever it comes
            release(giver, first);
            while (pruner.asked().getOrDefault(run(poison), 0) == 1) {
                giver.poll(A_MOMENT).forEach(record -> release(giver, record));
                read(log, reaper, 0);
                pruner.askAgain(reaper.lost(pruner.asked(), installation.answeredRequests(), Instant.now()));
            }

            // Then
            assertThat(released)
                    .as("of the first request")
                    .containsOnly(poison.key())
                    .hasSize(10);
            assertThat(pruner.asked()).containsExactlyInAnyOrderEntriesOf(Map.of(run(poison), 2, run(healthy), 1));
            assertThat(next(giver).value()).satisfies(value -> {
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

    private void release(KafkaShareConsumer<String, byte[]> trainer, ConsumerRecord<String, byte[]> record) {
        released.add(record.key());
        trainer.acknowledge(record, AcknowledgeType.RELEASE);
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
        var search = Searches.resolved("""
                {"name":"one","network":{"name":"cifar-resnet8","width":2},
                 "recipes":{"r":{"learningRate":0.1,"batch":8,"epochs":1}},
                 "pretrainings":{"f":{"weights":"w.safetensors"}},
                 "chains":{"c":{"from":"f","criterion":"random","rounds":1,"levels":[0]}},
                 "tasks":{"odd":{"task":"mnist/5-9:100","recipe":"r"}},
                 "seeds":[%d]}""".formatted(seed));
        return new SearchSubmitted(search.id(), search, false);
    }
}
