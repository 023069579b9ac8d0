package dev.tombola.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tombola.cli.environment.Settings;
import dev.tombola.kafka.EventLog;
import dev.tombola.kafka.EventWriter;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** While searches run, the store refuses everybody's keys, and takes them again later. */
final class UnderWrongKeys {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final KafkaSettings kafka;
    private final Services services;

    UnderWrongKeys(Map<String, String> settings, Services services) {
        this.kafka = Settings.of(settings).kafka();
        this.services = services;
    }

    /**
     * Searches wait, and come to their end.
     *
     * @param search whose pre-training is known, and whose tickets are not
     * @param lock has the store refuse the keys
     * @param unlock has it take them again
     */
    void endsOnceTheyAreRightAgain(String search, Runnable lock, Runnable unlock) {
        // Given: a claim that the evaluator has yet to check, masks that the pruner has yet to draw, and more to train
        var pids = services.pids();
        var twin = services.frozen("evaluator", () -> {
            try (var claims = new EventLog(kafka, List.of(Topics.TRAINING_ENDED))) {
                claims.readToEnd(_ -> {});
                WholeJob.tombola(services.home(), "submit", search);
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> claims.poll(Duration.ofMillis(20)).stream()
                                .anyMatch(event -> event.value() instanceof TrainingEnded ended
                                        && ended.outcome() instanceof TrainingEnded.Outcome.Trained));
            }

            // When
            lock.run();
            return submit(twin(latest()));
        });

        // Then
        String refused =
                "the store at [^ ]+ refuses access key key \\([A-Za-z]+\\): check the keys, and that they may use"
                        + " bucket tombola\n";
        services.awaitSaidLike("pruner", "WARN .*search " + twin.search() + " waits for the store: " + refused);
        services.awaitSaidLike("evaluator", "ERROR .*run [0-9a-f]+ cannot go on, trying again in 5 s: " + refused);
        services.awaitSaidLike("trainer", "WARN .*(is put off|the store is waited for): " + refused);
        services.awaitReady(false);
        assertThat(services.pids()).as("nobody ended").isEqualTo(pids);

        // When
        unlock.run();

        // Then
        services.awaitReady(true);
        for (var name : List.of("locked", "shut-out")) {
            assertThat(WholeJob.tombola(services.home(), "watch", name + "-"))
                    .contains("sparsest matching ticket of found: ");
            assertThat(WholeJob.tombola(services.home(), "audit", name + "-"))
                    .endsWith("clean" + System.lineSeparator());
        }
        assertThat(services.pids()).isEqualTo(pids);
    }

    private SearchSubmitted latest() {
        try (var log = new EventLog(kafka, List.of(Topics.SEARCHES))) {
            var searches = new ArrayList<SearchSubmitted>();
            log.readToEnd(event -> searches.add((SearchSubmitted) event.value()));
            return searches.getLast();
        }
    }

    /** With other seeds; past the command line, which would ask the store about data sets. */
    private static SearchSubmitted twin(SearchSubmitted search) {
        var json = (ObjectNode) Json.read(Json.write(search.resolved()), JsonNode.class);
        ((ObjectNode) json.path("search"))
                .put("name", "shut-out")
                .putArray("seeds")
                .add(6);
        var resolved = Json.read(json.toString(), ResolvedSearch.class);
        return new SearchSubmitted(resolved.id(), resolved, false);
    }

    private SearchSubmitted submit(SearchSubmitted search) {
        try (var writer = EventWriter.plain(kafka, "test")) {
            writer.write(Topics.SEARCHES, search);
            return search;
        }
    }
}
