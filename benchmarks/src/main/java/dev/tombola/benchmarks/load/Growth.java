package dev.tombola.benchmarks.load;

import dev.tombola.evaluator.Evaluator;
import dev.tombola.pruner.DrawTicket;
import dev.tombola.pruner.Pruner;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.store.Blobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a result costs those who plan and judge, the more of them there are. Without brokers: their thinking alone. */
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        description =
                "Processor time that pruner and evaluator spend on one result, by the number of results there are already.")
final class Growth implements Runnable {
    private static final int ROWS = 10;

    @Option(names = "--searches", defaultValue = "100", description = "How many (${DEFAULT-VALUE}).")
    private int searches;

    @Option(names = "--runs", defaultValue = "1000", description = "About so many in each (${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--live", defaultValue = "10", description = "Searches that are live at a time (${DEFAULT-VALUE}).")
    private int live;

    @Option(names = "--trainers", defaultValue = "20", description = "That the pruner knows of (${DEFAULT-VALUE}).")
    private int trainers;

    private final Deque<TrainingRequested> queue = new ArrayDeque<>();
    private final List<Object> said = new ArrayList<>();
    private int submitted;
    private int concluded;

    @Override
    public void run() {
        var shape = Shape.ofAbout(runs);
        var store = new InMemoryObjectStore();
        Recordings recordings;
        try {
            recordings = Recordings.in(store, Files.createTempDirectory("tombola-growth"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var pruner = new Pruner(new DrawTicket(new Blobs(store)), outgoing -> hear(outgoing.event()));
        var evaluator = new Evaluator(outgoing -> hear(outgoing.event()));
        long[] planning = new long[searches * shape.runs()];
        long[] judging = new long[planning.length];
        var thread = ManagementFactory.getThreadMXBean(); // its clock stands still while others have the processor
        int results = 0;
        submit(shape, recordings, pruner, evaluator);
        pruner.turn(trainers);
        while (!queue.isEmpty()) {
            var request = queue.remove();
            var result = recordings.of(request.run(), "recorded", "attempt");
            var measured = Recordings.isCritical(request.run())
                    ? null
                    : new ResultAccepted.Measured("recorded", result.test(), 0, true);
            var accepted = new ResultAccepted(
                    request.run().id(), new ResultAccepted.Outcome.Accepted("attempt", result, measured));
            long begin = thread.getCurrentThreadCpuTime();
            evaluator.servesVerdict(accepted.run());
            evaluator.hear(accepted);
            evaluator.turn();
            long judged = thread.getCurrentThreadCpuTime();
            said.forEach(pruner::hear);
            said.clear();
            long told = thread.getCurrentThreadCpuTime();
            pruner.hear(accepted);
            pruner.turn(trainers);
            long planned = thread.getCurrentThreadCpuTime();
            said.forEach(evaluator::hear);
            said.clear();
            judging[results] = judged - begin;
            planning[results] = planned - told;
            results++;
            if (results % 5_000 == 0) {
                System.err.printf(Locale.ROOT, "%d results, %d searches concluded%n", results, concluded);
            }
            submit(shape, recordings, pruner, evaluator);
        }
        report(planning, judging, results);
    }

    private void hear(Object event) {
        switch (event) {
            case TrainingRequested request -> queue.add(request);
            case SearchConcluded conclusion -> {
                concluded++;
                said.add(conclusion);
            }
            default -> said.add(event);
        }
    }

    private void submit(Shape shape, Recordings recordings, Pruner pruner, Evaluator evaluator) {
        boolean news = false;
        while (submitted < searches && submitted - concluded < live) {
            submitted++;
            var search = shape.search(submitted, recordings.images());
            var event = new SearchSubmitted(search.id(), search, false);
            pruner.hear(event);
            evaluator.hear(event);
            news = true;
        }
        if (news) {
            pruner.turn(trainers);
        }
    }

    private void report(long[] planning, long[] judging, int results) {
        System.out.printf(
                "%d searches, %d live at a time, %d results, %d concluded%n", searches, live, results, concluded);
        System.out.println("| results there are | planning one | judging one |");
        System.out.println("|---|---|---|");
        for (int row = 0; row < ROWS; row++) {
            int from = (int) ((long) results * row / ROWS);
            int to = (int) ((long) results * (row + 1) / ROWS);
            System.out.printf(
                    Locale.ROOT,
                    "| %,d | %.0f us | %.0f us |%n",
                    to,
                    Arrays.stream(planning, from, to).average().orElse(0) / 1e3,
                    Arrays.stream(judging, from, to).average().orElse(0) / 1e3);
        }
    }
}
