package dev.tombola.kafka.example;

import dev.tombola.kafka.Event;
import dev.tombola.kafka.EventLog;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.ticket.Summary;
import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.event.TicketEvaluated;
import dev.tombola.ticket.event.Topics;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A program of its own that keeps every verdict in an SQLite file (docs/extending.md). */
public final class VerdictsInSqlite {
    private VerdictsInSqlite() {}

    public static void main(String[] arguments) throws SQLException {
        var settings = KafkaSettings.fromEnvironment(System.getenv());
        try (var file = DriverManager.getConnection("jdbc:sqlite:" + arguments[0]);
                var log = new EventLog(settings, List.of(Topics.TICKET_EVALUATED))) {
            file.createStatement().execute("""
                    CREATE TABLE IF NOT EXISTS verdict (
                      search TEXT, chain TEXT, level INTEGER, task TEXT, mean REAL, verdict TEXT,
                      PRIMARY KEY (search, chain, level, task))""");
            file.setAutoCommit(false);
            var past = new ArrayList<Event>();
            log.readToEnd(past::add); // from the beginning, at every start
            write(file, past); // at once: nobody sees a row fall back to an earlier verdict
            while (true) {
                write(file, log.poll(Duration.ofSeconds(1)));
            }
        }
    }

    private static void write(Connection file, List<Event> events) throws SQLException {
        try (var row = file.prepareStatement("INSERT OR REPLACE INTO verdict VALUES (?, ?, ?, ?, ?, ?)")) {
            for (var event : events) {
                var said = (TicketEvaluated) event.value();
                row.setString(1, said.ticket().search().value());
                row.setString(2, said.ticket().chain());
                row.setInt(3, said.ticket().level());
                row.setString(4, said.task());
                row.setObject(5, mean(said.accuracy()));
                row.setString(
                        6,
                        switch (said.verdict()) {
                            case Verdict.Matching _ -> "matching";
                            case Verdict.NotMatching _ -> "not matching";
                            case Verdict.Undecided(var reason) -> "undecided: " + reason;
                        });
                row.executeUpdate();
            }
            file.commit();
        }
    }

    private static @Nullable Double mean(@Nullable Summary summary) {
        return summary == null ? null : summary.mean();
    }
}
