package dev.tombola.cli;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.cli.report.ReportText;
import dev.tombola.cli.watch.Display;
import dev.tombola.cli.watch.Watch;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.wire.Json;

/** Waits for a search's answer and prints it. */
final class Answers {
    private Answers() {}

    /** Shows how it goes on meanwhile, which with JSON does not belong to what is asked for. */
    static void show(Watch watch, SearchId search, boolean json, Notes notes) {
        SearchConcluded answer;
        try (var display = Display.on(json ? notes.err() : notes.out())) {
            answer = watch.untilConcluded(search, display, () -> {});
        }
        print(answer, json, notes);
    }

    /**
     * As text or JSON.
     *
     * @throws CommandFailedException when the search was called off
     */
    static void print(SearchConcluded answer, boolean json, Notes notes) {
        notes.say(json ? Json.writePretty(answer) : "\n" + ReportText.of(answer));
        if (answer.cancelled()) {
            throw new CommandFailedException(answer.search() + " was cancelled before its end");
        }
    }
}
