package dev.tombola.pruner;

import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.testkit.SampleSearches;
import dev.tombola.testkit.World;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.store.Blobs;
import java.util.ArrayDeque;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long the pruner takes for one accepted result, while more and more searches of a thousand runs are live and more and
 * more results are known. Not a test: {@code main} prints a table.
 */
final class PlanningTime {
    private static final int RUNS = 1_000;
    private static final int LEVELS = 10;

    private PlanningTime() {}

    public static void main(String[] args) {
        int most = args.length == 0 ? 100 : Integer.parseInt(args[0]);
        System.out.println("searches  first turn, s  results known  µs per result");
        for (int searches = 1; searches <= most; searches *= 10) {
            measure(searches);
        }
    }

    private static void measure(int searches) {
        var world = new World();
        var queue = new ArrayDeque<TrainingRequested>();
        var pruner = new Pruner(new DrawTicket(new Blobs(new InMemoryObjectStore())), outgoing -> {
            if (outgoing.event() instanceof TrainingRequested request) {
                queue.add(request);
            }
        });
        IntStream.range(0, searches).mapToObj(PlanningTime::search).forEach(pruner::hear);
        long begun = System.nanoTime();
        pruner.turn(8);
        double first = (System.nanoTime() - begun) / 1e9;
        long known = 0;
        long window = Math.max(RUNS / 4, searches * RUNS / 8);
        while (!queue.isEmpty()) {
            long spent = 0;
            long results = 0;
            while (!queue.isEmpty() && results < window) {
                var result = world.train(queue.remove().run());
                long from = System.nanoTime();
                pruner.hear(result);
                pruner.turn(8);
                spent += System.nanoTime() - from;
                results++;
            }
            known += results;
            System.out.printf("%8d  %13.1f  %13d  %13d%n", searches, first, known, spent / results / 1_000);
        }
    }

    private static SearchSubmitted search(int number) {
        var search = SampleSearches.resolved("""
                {"name":"s%d","network":{"name":"cifar-resnet8","width":2},
                 "recipes":{"r":{"learningRate":%s,"batch":8,"epochs":1}},
                 "pretrainings":{"f":{"weights":"w.safetensors"}},
                 "chains":{"c":{"from":"f","criterion":"random","rounds":%d}},
                 "tasks":{"odd":{"task":"mnist/5-9:100","recipe":"r"}},
                 "seeds":[%s]}""".formatted(
                number,
                0.001 * (number + 1),
                LEVELS - 1,
                IntStream.range(0, RUNS / LEVELS).mapToObj(Integer::toString).collect(Collectors.joining(","))));
        return new SearchSubmitted(search.id(), search, false);
    }
}
