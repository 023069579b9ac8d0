package dev.tombola.evaluator;

import dev.tombola.testkit.SampleSearches;
import dev.tombola.testkit.Unfolding;
import dev.tombola.testkit.World;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.ResultAccepted.Measured;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.event.TicketEvaluated;
import dev.tombola.ticket.search.ResolvedSearch;
import java.util.ArrayList;
import java.util.Locale;

/** Prints how long it takes from an accepted result to the verdict that follows, beside other searches as large. */
final class VerdictTime {
    private static final int SEARCHES = 3;

    private VerdictTime() {}

    public static void main(String[] arguments) {
        var said = new ArrayList<Object>();
        var evaluator = new Evaluator(outgoing -> said.add(outgoing.event()));
        int runs = 0;
        for (int search = 0; search < SEARCHES; search++) {
            var done = Unfolding.of(search(search), new World());
            runs = done.expansion().runs().size();
            done.events().forEach(evaluator::hear);
        }
        long begun = System.nanoTime();
        var unmeasured = evaluator.turn();
        System.out.printf(
                Locale.ROOT, "%d searches of %d runs: first turn %.0f ms%n", SEARCHES, runs, milliseconds(begun));
        var times = new ArrayList<Double>();
        for (var result : unmeasured) {
            int before = said.size();
            long accepted = System.nanoTime();
            evaluator.accept(new ResultAccepted(
                    result.spec().id(),
                    new Outcome.Accepted("attempt-1", result, new Measured("none", result.test(), 0, true))));
            evaluator.turn();
            if (said.subList(before, said.size()).stream().anyMatch(TicketEvaluated.class::isInstance)) {
                times.add(milliseconds(accepted));
            }
        }
        times.sort(null);
        System.out.printf(
                Locale.ROOT,
                "accepted result to verdict, %d times: median %.1f ms, longest %.1f ms%n",
                times.size(),
                times.get(times.size() / 2),
                times.getLast());
    }

    private static double milliseconds(long since) {
        return (System.nanoTime() - since) / 1e6;
    }

    private static ResolvedSearch search(int number) {
        return SampleSearches.resolved("""
                {"name":"large-%d","network":{"name":"cifar-resnet8"},
                 "recipes":{"r":{"learningRate":0.1,"batch":8,"epochs":1}},
                 "pretrainings":{"p":{"task":"mnist/0-4","recipe":"r","seed":%d}},
                 "chains":{"imp":{"from":"p","rounds":34,"recipe":"r"},
                           "shot":{"from":"p","rounds":34,"criterion":"one-shot-magnitude"}},
                 "controls":{"random":{"from":"p","rounds":34,"criterion":"random"},
                             "shuffled":{"of":"imp"}},
                 "tasks":{"odd":{"task":"mnist/5-9:100","recipe":"r"},"all":{"task":"mnist:100","recipe":"r"}},
                 "levels":"all","seeds":[1,2,3,4,5]}""".formatted(number, number));
    }
}
