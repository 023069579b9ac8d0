package dev.tombola.cli.audit;

import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.plan.Role;

/** Planned runs in words. */
final class Roles {
    private Roles() {}

    static String of(SearchPlanned.Entry entry) {
        String role = switch (entry.role()) {
            case Role.Pretrain(var pretraining) -> "pre-training " + pretraining;
            case Role.Round(var chain, var level) -> "round %d of %s".formatted(level, chain);
            case Role.Transfer(var chain, var level, var task, var seed) ->
                "%s/%d on %s, seed %d".formatted(chain, level, task, seed);
        };
        return entry.run() == null ? role : "run %s (%s)".formatted(entry.run().brief(), role);
    }
}
