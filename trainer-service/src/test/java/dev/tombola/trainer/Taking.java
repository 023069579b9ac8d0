package dev.tombola.trainer;

import dev.tombola.ticket.event.TrainingRequested;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Takes so long for whatever it trains, on a clock that its waiting alone moves. */
final class Taking implements Worker, InstantSource {
    private final Duration time;
    private final AttemptEnd attempt;
    private Instant now = Instant.EPOCH;

    Taking(Duration time, AttemptEnd attempt) {
        this.time = time;
        this.attempt = attempt;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Work begin(TrainingRequested request, String name, Cancellation cancellation) {
        var end = now.plus(time);
        return new Work() {
            @Override
            public boolean await(Duration most) {
                if (now.isBefore(end)) {
                    rest(most);
                }
                return !now.isBefore(end);
            }

            @Override
            public AttemptEnd attempt() {
                return attempt;
            }
        };
    }

    @Override
    public void rest(Duration duration) {
        now = now.plus(duration);
    }
}
