package dev.tombola.pruner.plan;

import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.plan.Draw;
import dev.tombola.ticket.plan.Expansion;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.plan.PlannedDraw;
import dev.tombola.ticket.plan.PlannedRun;
import dev.tombola.ticket.plan.Prospect.Ready;
import dev.tombola.ticket.plan.Prospect.Unreachable;
import dev.tombola.ticket.plan.Prospect.Waiting;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunNames;
import dev.tombola.ticket.search.ResolvedSearch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is still missing, as a pure function of what is wanted and what has happened. It may be asked at any time again. */
public final class Planner {
    private Planner() {}

    public static Plan plan(ResolvedSearch search, Facts facts) {
        return plan(search, facts, new RunNames());
    }

    /**
     * The same, for whoever asks again and again.
     *
     * @param names that the search's runs were given before
     */
    public static Plan plan(ResolvedSearch search, Facts facts, RunNames names) {
        var expansion = Expansion.of(search, facts, names);
        var critical = missing(expansion, facts, true);
        var transfers = missing(expansion, facts, false);
        critical.keySet().forEach(transfers::remove); // one run can be both
        return new Plan(
                draws(expansion, facts),
                List.copyOf(critical.values()),
                List.copyOf(transfers.values()),
                new SearchPlanned(
                        search.id(),
                        expansion.runs().stream().map(Planner::entry).toList(),
                        undrawable(expansion, facts)),
                expansion.isSettled());
    }

    private static List<Draw> draws(Expansion expansion, Facts facts) {
        return expansion.draws().stream()
                .filter(planned -> !facts.masks().containsKey(planned.place()))
                .map(PlannedDraw::draw)
                .flatMap(draw -> draw instanceof Ready<Draw>(var ready) ? Stream.of(ready) : Stream.empty())
                .toList();
    }

    private static List<SearchPlanned.Undrawable> undrawable(Expansion expansion, Facts facts) {
        return expansion.draws().stream()
                .map(PlannedDraw::place)
                .filter(place -> !facts.masks().containsKey(place))
                .flatMap(place -> Stream.ofNullable(facts.undrawable().get(place))
                        .map(why -> new SearchPlanned.Undrawable(place.chain(), place.level(), why)))
                .toList();
    }

    private static Map<RunId, RequestedRun> missing(Expansion expansion, Facts facts, boolean critical) {
        var runs = new LinkedHashMap<RunId, RequestedRun>();
        for (PlannedRun planned : expansion.runs()) {
            if (planned.role().isCritical() == critical
                    && planned.run() instanceof Ready<RequestedRun>(var run)
                    && !facts.runs().containsKey(run.id())) {
                runs.putIfAbsent(run.id(), run);
            }
        }
        return runs;
    }

    private static SearchPlanned.Entry entry(PlannedRun planned) {
        return switch (planned.run()) {
            case Ready<RequestedRun>(var run) -> new SearchPlanned.Entry(planned.role(), run.id(), null);
            case Waiting<RequestedRun> _ -> new SearchPlanned.Entry(planned.role(), null, null);
            case Unreachable<RequestedRun>(var why) -> new SearchPlanned.Entry(planned.role(), null, why);
        };
    }
}
