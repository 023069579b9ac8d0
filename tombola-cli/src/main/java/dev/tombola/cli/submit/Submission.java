package dev.tombola.cli.submit;

import dev.tombola.cli.watch.Ledger;
import dev.tombola.kafka.Event;
import dev.tombola.kafka.EventWriter;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.plan.Expansion;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.search.ResolvedSearch;

/** What users say to the services. */
public final class Submission {
    private static final String SOURCE = "cli";

    private Submission() {}

    /**
     * Asks for a search, unless the topics say that somebody has: asking twice costs nothing. The ledger then knows of it,
     * so that the answer to one that was called off before is not taken for this one's.
     *
     * @return what was or had been sent
     */
    public static SearchSubmitted submit(ResolvedSearch search, Ledger ledger, KafkaSettings kafka) {
        var submitted = new SearchSubmitted(search.id(), search, false);
        if (ledger.search(submitted.search())
                .filter(known -> !known.cancelled())
                .isEmpty()) {
            requireSensibleSize(search);
            send(submitted, kafka);
            ledger.on(new Event(Topics.SEARCHES, submitted.search().value(), submitted));
        }
        return submitted;
    }

    /** The services would only say so in their logs. */
    private static void requireSensibleSize(ResolvedSearch search) {
        var _ = Expansion.of(search, Facts.NONE);
    }

    /** Calls a search off. */
    public static void cancel(SearchSubmitted search, KafkaSettings kafka) {
        send(new SearchSubmitted(search.search(), search.resolved(), true), kafka);
    }

    private static void send(SearchSubmitted submitted, KafkaSettings kafka) {
        try (var writer = EventWriter.plain(kafka, SOURCE)) {
            writer.write(Topics.SEARCHES, submitted);
        }
    }
}
