package dev.tombola.kafka;

import static dev.tombola.kafka.EventLogs.install;
import static dev.tombola.kafka.EventLogs.producer;
import static dev.tombola.kafka.EventLogs.readToEnd;
import static dev.tombola.kafka.EventLogs.send;
import static dev.tombola.kafka.EventLogs.withdrawals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.devstack.EmbeddedBroker;
import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingProgressed;
import dev.tombola.ticket.event.TrainingWithdrawn;
import dev.tombola.ticket.run.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Broker.class)
@Timeout(300)
class EventLogTest {
    private static final RunId RUN = RunId.parse("1".repeat(64));
    private static final List<Topic<?>> WITHDRAWN = List.of(Topics.TRAINING_WITHDRAWN);

    @Test
    void isAtItsEndAtOnceWhereNothingWasWritten(KafkaSettings settings) {
        install(settings);

        try (var log = new EventLog(settings, Topics.ALL)) {
            assertThat(readToEnd(log)).isEmpty();
            assertThat(log.isCaughtUp()).isTrue();
        }
    }

    @Test
    void readsWhatIsOnItsTopicsAndNoMore(KafkaSettings settings) {
        // Given
        install(settings);
        var progress = IntStream.range(0, 100)
                .mapToObj(step -> new TrainingProgressed(run(step), "trainer-1", null, null, step, 100, 0.5, null))
                .toList();
        try (var writer = EventWriter.plain(settings, "trainer-1")) {
            progress.forEach(event -> writer.write(Topics.TRAINING_PROGRESSED, event));
            writer.write(Topics.TRAINING_WITHDRAWN, new TrainingWithdrawn(RUN, 1));
        }

        // When
        var read = readToEnd(settings, List.of(Topics.TRAINING_PROGRESSED));

        // Then
        assertThat(read)
                .allMatch(event -> event.topic().equals(Topics.TRAINING_PROGRESSED))
                .allMatch(event ->
                        ((TrainingProgressed) event.value()).run().toString().equals(event.key()))
                .extracting(Event::value)
                .containsExactlyInAnyOrderElementsOf(progress);
    }

    @Test
    void comesToItsEndBehindTheMarkersOfTransactions(KafkaSettings settings) {
        install(settings);
        try (var writer = EventWriter.fenced(settings, "pruner")) {
            writer.write(withdrawals(1));
            writer.write(withdrawals(2, 3));
        }

        assertThat(asks(readToEnd(settings, WITHDRAWN))).containsExactly(1, 2, 3);
    }

    @Test
    void leavesOutWhatAPredecessorNeverCommitted(KafkaSettings settings) throws Exception {
        install(settings);
        try (var predecessor = producer(settings, settings.prefix() + "pruner")) {
            // Given
            predecessor.initTransactions();
            predecessor.beginTransaction();
            send(
                    predecessor,
                    settings.topic(Topics.TRAINING_WITHDRAWN),
                    RUN.toString(),
                    "{\"run\":\"%s\",\"ask\":1}".formatted(RUN));

            // When
            try (var successor = EventWriter.fenced(settings, "pruner")) {
                successor.write(withdrawals(2));

                // Then
                assertThat(asks(readToEnd(settings, WITHDRAWN))).containsExactly(2);
            }
        }
    }

    @Test
    void goesOnWithWhatComesLater(KafkaSettings settings) {
        install(settings);
        try (var writer = EventWriter.plain(settings, "pruner");
                var log = new EventLog(settings, WITHDRAWN)) {
            writer.write(withdrawals(1));
            var read = readToEnd(log);
            writer.write(withdrawals(2));

            while (read.size() < 2) {
                read.addAll(log.poll(Duration.ofMillis(100)));
            }

            assertThat(asks(read)).containsExactly(1, 2);
            assertThat(log.isCaughtUp()).isTrue();
        }
    }

    @Test
    void namesAMalformedRecordInOneLineAndGoesOn(KafkaSettings settings) throws Exception {
        // Given
        install(settings);
        var place = settings.topic(Topics.TRAINING_PROGRESSED) + "-0@";
        var sound = "{\"run\":\"" + RUN + "\",\"trainer\":\"t\",\"step\":1,\"steps\":2}";
        try (var producer = producer(settings, null)) {
            send(producer, settings.topic(Topics.TRAINING_PROGRESSED), RUN.toString(), "no json");
            send(producer, settings.topic(Topics.TRAINING_PROGRESSED), RUN.toString(), "{\"run\":\"" + RUN + "\"}");
            send(producer, settings.topic(Topics.TRAINING_PROGRESSED), null, sound);
            send(producer, settings.topic(Topics.TRAINING_PROGRESSED), RUN.toString(), null);
            send(producer, settings.topic(Topics.TRAINING_PROGRESSED), RUN.toString(), sound);
        }

        // When
        try (var lines = new LogLines(EventLog.class)) {
            var read = readToEnd(settings, List.of(Topics.TRAINING_PROGRESSED));

            // Then
            assertThat(read)
                    .extracting(Event::value)
                    .containsExactly(new TrainingProgressed(RUN, "t", null, null, 1, 2, null, null));
            assertThat(lines.texts())
                    .containsExactly(
                            "ignored a malformed record at " + place
                                    + "0: line 1, column 1: Unrecognized token 'no': was"
                                    + " expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
                            "ignored a malformed record at " + place + "1: step: is missing",
                            "ignored a malformed record at " + place + "2: it has no key");
        }
    }

    @Test
    void namesATopicThatIsNotThereAndDoesNotCreateIt(KafkaSettings settings) {
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> new EventLog(settings, WITHDRAWN).close())
                    .isInstanceOf(MissingTopicException.class)
                    .hasMessage("topic " + settings.prefix() + "training-withdrawn does not exist: run `tombola init`");
        }
    }

    @Test
    void noticesThatTheBrokersAreGone(@TempDir Path folder) {
        EventLog log;
        try (var broker = EmbeddedBroker.start(folder)) {
            var settings = KafkaSettings.local(broker.bootstrapServers());
            install(settings);
            log = new EventLog(settings, WITHDRAWN);
            log.requireBrokers(Duration.ofMinutes(1));
        }

        try (log) {
            assertThatThrownBy(() -> log.requireBrokers(Duration.ofSeconds(2))).isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void stopsWaitingWhenItIsWoken(KafkaSettings settings) {
        install(settings);
        try (var log = new EventLog(settings, WITHDRAWN)) {
            log.wakeup();

            assertThat(log.poll(Duration.ofMinutes(10))).isEmpty();
        }
    }

    private static List<Integer> asks(List<Event> events) {
        return events.stream()
                .map(event -> ((TrainingWithdrawn) event.value()).ask())
                .toList();
    }

    private static RunId run(int number) {
        return RunId.parse("%064x".formatted(number));
    }
}
