package dev.tombola.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.cli.environment.Settings;
import dev.tombola.kafka.EventLog;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingProgressed;
import dev.tombola.ticket.run.RunId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A search that was answered before is trained anew, while everything is written to the topics that can do it harm. */
final class UnderAttack {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Map<String, String> settings;
    private final KafkaSettings kafka;
    private final Services services;

    UnderAttack(Map<String, String> settings, Services services) {
        this.settings = settings;
        this.kafka = Settings.of(settings).kafka();
        this.services = services;
    }

    void comesToTheSame(String search) throws Exception {
        // Given
        var undisturbed = latest();
        var pids = services.pids();
        CompletableFuture<String> answer;
        try (var log = new EventLog(kafka, List.of(Topics.TRAINING_PROGRESSED))) {
            log.readToEnd(_ -> {});
            answer = CompletableFuture.supplyAsync(
                    () -> WholeJob.tombola(services.home(), "submit", "--fresh", "--watch", search));
            var begun = new HashSet<RunId>(); // a third waits for the first, which is the pre-training
            Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ZERO).until(() -> {
                log.poll(Duration.ofMillis(20)).forEach(event -> begun.add(((TrainingProgressed) event.value()).run()));
                return begun.size() >= 3;
            });
        }

        // When
        var events = services.frozen("trainer", () -> attack(latest())); // at once, or the search could be over before
        var running = events.running();

        // Then
        answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        services.awaitSaid("trainer", "refused a malformed request at ", " has more than 268435456 weights");
        awaitEvent(
                Topics.SEARCH_CONCLUDED, it -> it.search().equals(events.giant().search()));
        var attacked = WholeJob.record(settings);
        assertThat(Findings.of(attacked, running.search())).isEqualTo(Findings.of(attacked, undisturbed.search()));
        assertThat(WholeJob.tombola(services.home(), "audit", running.search().value()))
                .endsWith("clean" + System.lineSeparator());
        assertThat(services.pids()).as("nobody had to be started again").isEqualTo(pids);
        services.awaitReady(true);
    }

    private HostileEvents attack(SearchSubmitted running) {
        var events = new HostileEvents(kafka, WholeJob.record(settings), running);
        HostileRecords.write(kafka);
        events.write();
        String endless = "search " + events.endless().search() + " cannot ";
        services.awaitSaid(
                "pruner",
                "ignored search " + running.search() + ": by its content it is hostile-giant",
                endless + "go on: it asks for ",
                "training-withdrawn-0@",
                "ask: 2147483647 is not in [1, 1000000]");
        services.awaitSaid(
                "evaluator",
                endless + "be judged: it asks for ",
                "does not stand: no object at blobs/sha256/1111",
                "does not stand: object at blobs/sha256/",
                "on run " + events.unknown().brief() + " waits for its plan or its mask");
        awaitEvent(Topics.TRAINING_WITHDRAWN, it -> it.run().equals(events.unwanted()));
        return events;
    }

    private SearchSubmitted latest() {
        return WholeJob.record(settings).on(Topics.SEARCHES).events().stream()
                .map(SearchSubmitted.class::cast)
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    private <E> void awaitEvent(Topic<E> topic, Predicate<E> wanted) {
        try (var log = new EventLog(kafka, List.of(topic))) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> log.poll(Duration.ofMillis(100)).stream()
                            .anyMatch(event -> wanted.test(topic.event().cast(event.value()))));
        }
    }
}
