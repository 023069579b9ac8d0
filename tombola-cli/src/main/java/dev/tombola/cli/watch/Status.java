package dev.tombola.cli.watch;

import dev.tombola.cli.report.Tables;
import dev.tombola.ticket.SearchId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What goes on in an installation.
 *
 * @param trainers that are there now
 * @param outstanding requests that wait for a trainer or are with one
 */
public record Status(List<Line> searches, int trainers, long outstanding) {
    /**
     * One search.
     *
     * @param secondsLeft an estimate; absent where there is none
     */
    public record Line(
            SearchId search,
            String state,
            int ended,
            int planned,
            @Nullable Long secondsLeft) {
        private List<String> cells() {
            return List.of(
                    search.value(),
                    state,
                    "%d of %d".formatted(ended, planned),
                    Optional.ofNullable(secondsLeft).map(Status::time).orElse(""));
        }
    }

    public static Status of(Ledger ledger, int trainers) {
        var lines = ledger.searches().stream()
                .map(search -> line(Standing.of(search, ledger)))
                .toList();
        return new Status(lines, trainers, ledger.outstanding());
    }

    /** For people. */
    public String text() {
        var table = searches.isEmpty()
                ? "no search was submitted yet"
                : Tables.of(
                        List.of("search", "state", "runs ended", "time left"),
                        2,
                        searches.stream().map(Line::cells).toList());
        return table + "\n\ntrainers: " + trainers + "\nrequests outstanding: " + outstanding;
    }

    private static Line line(Standing standing) {
        return new Line(
                standing.submitted().search(),
                standing.state(),
                standing.ended(),
                standing.work().size(),
                standing.left().map(Duration::toSeconds).orElse(null));
    }

    private static String time(long seconds) {
        return seconds < 3600
                ? "about %d:%02d min".formatted(seconds / 60, seconds % 60)
                : "about %d:%02d h".formatted(seconds / 3600, seconds / 60 % 60);
    }
}
