package dev.tombola.trainer.kafka;

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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Requests on a real broker. A busy machine may stand still for seconds: a lock is to outlast that. */
final class RequestTopic implements AutoCloseable {
    static final Duration LOCK = Duration.ofMinutes(1);
    static final Duration SHORT_LOCK = Duration.ofSeconds(10);
    static final Duration BRIEF_LOCK = Duration.ofSeconds(2);
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final TrainingRequested REQUEST = new TrainingRequested(firstRun(), 1);

    private final EmbeddedBroker broker;
    private KafkaSettings settings;

    private RequestTopic(EmbeddedBroker broker) {
        this.broker = broker;
        this.settings = KafkaSettings.local(broker.bootstrapServers());
    }

    static RequestTopic start(Path folder) {
        return new RequestTopic(EmbeddedBroker.start(folder));
    }

    @Override
    public void close() {
        broker.close();
    }

    KafkaSettings settings() {
        return settings;
    }

    /** A new topic, whose requests are locked for so long. */
    void install(Duration lock) {
        settings = new KafkaSettings(
                KafkaSettings.local(broker.bootstrapServers()).client(), "t" + UUID.randomUUID() + ".");
        try (var installation = new Installation(settings)) {
            installation.create(lock);
        }
    }

    void request() {
        request(REQUEST);
    }

    void request(TrainingRequested request) {
        try (var writer = EventWriter.plain(settings, "test")) {
            writer.write(Topics.TRAINING_REQUESTED, request);
        }
    }

    static RequestLease next(RequestSource source) {
        return waited(source, PATIENCE).orElseThrow(() -> new AssertionError("no request came"));
    }

    static Optional<RequestLease> waited(RequestSource source, Duration most) {
        var end = Instant.now().plus(most);
        var next = source.next(Duration.ofMillis(200));
        while (next.isEmpty() && Instant.now().isBefore(end)) {
            next = source.next(Duration.ofMillis(200));
        }
        return next;
    }

    static Stream<RequestedRun> runs() {
        return Expansion.of(SampleSearches.fashionInMinutes(), Facts.NONE).runs().stream()
                .flatMap(planned ->
                        planned.run() instanceof Ready<RequestedRun>(var run) ? Stream.of(run) : Stream.empty());
    }

    private static RequestedRun firstRun() {
        return runs().findFirst().orElseThrow();
    }
}
