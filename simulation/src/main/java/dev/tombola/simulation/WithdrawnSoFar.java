package dev.tombola.simulation;

import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.event.TrainingWithdrawn;
import dev.tombola.ticket.run.RunId;
import dev.tombola.trainer.Withdrawals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a trainer has heard of {@code training-withdrawn}, sooner or later. */
final class WithdrawnSoFar implements Withdrawals {
    private final Broker.Reader log;
    private final Map<RunId, Integer> withdrawn = new HashMap<>();

    WithdrawnSoFar(Surroundings here) {
        this.log = here.broker().reader(List.of(Topics.TRAINING_WITHDRAWN));
    }

    @Override
    public boolean contains(TrainingRequested request) {
        for (var event : log.poll()) {
            if (event.value() instanceof TrainingWithdrawn(var run, var ask)) {
                withdrawn.merge(run, ask, Math::max);
            }
        }
        return withdrawn.getOrDefault(request.run().id(), 0) >= request.ask();
    }
}
