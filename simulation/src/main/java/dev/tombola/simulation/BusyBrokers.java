package dev.tombola.simulation;

import dev.tombola.pruner.TrainerGroup;
import java.util.Map;
import java.util.Optional;

/** What the brokers say of the trainers' group, unless they are too busy: not a strike, since no training ends by it. */
final class BusyBrokers implements TrainerGroup {
    private final ShareGroup group;
    private final Fate fate;

    BusyBrokers(ShareGroup group, Fate fate) {
        this.group = group;
        this.fate = fate;
    }

    @Override
    public Optional<Integer> members() {
        return unlessBusy(group.members());
    }

    @Override
    public Optional<Map<Integer, Long>> answeredRequests() {
        return unlessBusy(group.answered());
    }

    private <T> Optional<T> unlessBusy(T answer) {
        return fate.has(Hazard.LOST_ANSWER) && fate.random().nextInt(8) == 0 ? Optional.empty() : Optional.of(answer);
    }
}
