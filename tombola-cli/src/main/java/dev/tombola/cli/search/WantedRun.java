package dev.tombola.cli.search;

import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.plan.Expansion;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.plan.PlannedRun;
import dev.tombola.ticket.plan.Prospect;
import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.search.Search;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One run that a search wants.
 *
 * @param roles that it plays, at least one
 */
public record WantedRun(List<Role> roles, Prospect<RequestedRun> run, Cost cost) {
    /** Every run of a search once, in the order in which they are best done. */
    public static List<WantedRun> of(ResolvedSearch resolved, Facts facts) {
        var search = resolved.search();
        return Expansion.of(resolved, facts).runs().stream()
                .collect(Collectors.groupingBy(
                        planned -> identity(search, planned), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(same -> new WantedRun(
                        same.stream().map(PlannedRun::role).toList(),
                        same.getFirst().run(),
                        Cost.of(search, same.getFirst().role())))
                .toList();
    }

    /** Its name, once nothing that determines it is missing. */
    public Optional<RunId> id() {
        return switch (run) {
            case Prospect.Ready<RequestedRun>(var ready) -> Optional.of(ready.id());
            case Prospect.Waiting<RequestedRun> _ -> Optional.empty();
            case Prospect.Unreachable<RequestedRun> _ -> Optional.empty();
        };
    }

    public boolean isUnreachable() {
        return run instanceof Prospect.Unreachable<RequestedRun>;
    }

    /** For people. */
    public String name() {
        return name(roles.getFirst());
    }

    public static String name(Role role) {
        return switch (role) {
            case Role.Pretrain(var pretraining) -> "pre-training " + pretraining;
            case Role.Round(var chain, var level) -> "%s round %d".formatted(chain, level);
            case Role.Transfer(var chain, var level, var task, var seed) ->
                "%s/%d on %s, seed %d".formatted(chain, level, task, seed);
        };
    }

    /** Equal for roles that one run will play, even while that cannot be named yet. */
    private static Object identity(Search search, PlannedRun planned) {
        return switch (planned.run()) {
            case Prospect.Ready<RequestedRun>(var ready) -> ready.id();
            case Prospect.Waiting<RequestedRun> _ -> dense(search, planned.role());
            case Prospect.Unreachable<RequestedRun> _ -> dense(search, planned.role());
        };
    }

    /** Chains that start from the same weights share their dense network. */
    private static Object dense(Search search, Role role) {
        if (role instanceof Role.Transfer(var name, var level, var task, var seed) && level == 0) {
            var chain = search.chain(name);
            var start = switch (chain.rewind()) {
                case RewindPoint.Pretrained() -> search.pretraining(chain);
                case RewindPoint.Random() -> String.valueOf(chain.seed());
                case RewindPoint.Epoch _ -> name;
            };
            return List.of(chain.rewind(), start, task, seed);
        }
        return role;
    }
}
