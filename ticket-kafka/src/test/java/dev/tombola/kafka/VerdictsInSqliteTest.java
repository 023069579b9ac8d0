package dev.tombola.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.kafka.example.VerdictsInSqlite;
import dev.tombola.ticket.TicketId;
import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.event.TicketEvaluated;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The subscriber of docs/extending.md as a process, on a real broker, killed in earnest. */
@ExtendWith(Broker.class)
@Timeout(300)
class VerdictsInSqliteTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private final List<Process> started = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void end() throws InterruptedException {
        for (var process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void keepsEveryVerdictOnceThoughItIsKilled(KafkaSettings settings) throws Exception {
        // Given: one said before its first start, and one while it runs
        try (var installation = new Installation(settings)) {
            installation.create(PATIENCE);
        }
        try (var writer = EventWriter.plain(settings, "evaluator")) {
            writer.write(Topics.TICKET_EVALUATED, verdict(0, new Verdict.Matching(0.01)));
            var first = start(settings);
            awaitRows("0 matching");
            writer.write(Topics.TICKET_EVALUATED, verdict(1, new Verdict.NotMatching(0.02)));
            awaitRows("0 matching", "1 not matching");

            // When: one while it is dead, and one said anew
            first.destroyForcibly().waitFor();
            writer.write(Topics.TICKET_EVALUATED, verdict(2, new Verdict.Matching(0)));
            writer.write(Topics.TICKET_EVALUATED, verdict(0, new Verdict.Undecided("said anew")));
            start(settings);

            // Then
            awaitRows("0 undecided: said anew", "1 not matching", "2 matching");
        }
    }

    private static TicketEvaluated verdict(int level, Verdict verdict) throws IOException {
        try (var in = Objects.requireNonNull(
                TicketEvaluated.class.getResourceAsStream("/schemas/examples/ticket-evaluated.v1.json"))) {
            var example = Json.read(new String(in.readAllBytes(), UTF_8), TicketEvaluated.class);
            return new TicketEvaluated(
                    new TicketId(example.ticket().search(), example.ticket().chain(), level),
                    example.task(),
                    example.sparsity(),
                    example.accuracy(),
                    example.dense(),
                    example.matching(),
                    verdict);
        }
    }

    private Process start(KafkaSettings settings) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        VerdictsInSqlite.class.getName(),
                        file())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("said.log").toFile()));
        builder.environment()
                .put("KAFKA_BOOTSTRAP_SERVERS", String.valueOf(settings.client().get("bootstrap.servers")));
        builder.environment().put("TOMBOLA_TOPIC_PREFIX", settings.prefix());
        var process = builder.start();
        started.add(process);
        return process;
    }

    private void awaitRows(String... rows) {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(rows()).containsExactly(rows));
    }

    private List<String> rows() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT level || ' ' || verdict FROM verdict ORDER BY level")) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }

    private String file() {
        return folder.resolve("verdicts.db").toString();
    }
}
