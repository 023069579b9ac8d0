package dev.tombola.kafka;

import dev.tombola.ticket.event.Topics;
import java.util.List;

/** Compiles what the README shows. */
final class ReadmeExample {
    private ReadmeExample() {}

    static void verdicts() {
        var settings = KafkaSettings.local("localhost:9092");
        try (var log = new EventLog(settings, List.of(Topics.TICKET_EVALUATED))) {
            log.readToEnd(event -> System.out.println(event.value()));
        }
    }
}
