package dev.tombola.benchmarks.load;

import dev.tombola.kafka.EventWriter;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.search.ResolvedSearch;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long one search takes with more and more trainers, beside how long it has to take. */
@Command(
        name = "makespan",
        mixinStandardHelpOptions = true,
        description = "One search with 1, 2, 4 and 8 trainers, beside its critical path; then one that is cancelled.")
final class Makespan implements Runnable {
    @Option(
            names = "--trainers",
            split = ",",
            defaultValue = "1,2,4,8",
            description = "Simulated trainers (${DEFAULT-VALUE}).")
    private List<Integer> fleets = List.of();

    @Option(
            names = "--round",
            defaultValue = "1500",
            description = "Milliseconds of a chain's round (${DEFAULT-VALUE}).")
    private int round;

    @Option(names = "--transfer", defaultValue = "1000", description = "Milliseconds of a transfer (${DEFAULT-VALUE}).")
    private int transfer;

    @Option(names = "--chains", defaultValue = "2", description = "Chains (${DEFAULT-VALUE}).")
    private int chains;

    @Option(names = "--rounds", defaultValue = "12", description = "Rounds of each (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--tasks", defaultValue = "2", description = "Downstream tasks (${DEFAULT-VALUE}).")
    private int tasks;

    @Option(names = "--seeds", defaultValue = "2", description = "Seeds of every transfer (${DEFAULT-VALUE}).")
    private int seeds;

    private final Set<String> critical = ConcurrentHashMap.newKeySet();
    private int number;

    /** In seconds. */
    private record Bounds(double critical, double total) {
        double ideal(int trainers) {
            return Math.max(critical, total / trainers);
        }
    }

    @Override
    public void run() {
        var shape = new Shape(chains, rounds, tasks, seeds, false);
        var bounds = bounds(shape);
        System.out.printf(
                Locale.ROOT,
                "%d runs: %d in chains of %.1f s, the others of %.1f s; critical path %.1f s, all together %.1f s%n",
                shape.runs(),
                serial(shape),
                round / 1e3,
                transfer / 1e3,
                bounds.critical(),
                bounds.total());
        try (var services = Services.start(Map.of());
                var store = services.store();
                var writer = EventWriter.plain(services.kafka(), "load")) {
            var recordings = Recordings.in(store, services.folder());
            System.out.println(
                    "| trainers | makespan | at best | ratio | rounds wait p50/p99 | transfers wait p50/p99 |");
            System.out.println("|---|---|---|---|---|---|");
            fleets.forEach(trainers -> measure(trainers, shape, bounds, services, recordings, writer));
            cancel(2, shape, services, recordings, writer);
        }
    }

    private int serial(Shape shape) {
        return 1 + shape.chains() * (shape.rounds() - 1);
    }

    /** A pre-training, the rounds of one chain, and a transfer of its last ticket. */
    private Bounds bounds(Shape shape) {
        double longest = shape.rounds() * round + transfer;
        double total = serial(shape) * round + (shape.runs() - serial(shape)) * (double) transfer;
        return new Bounds(longest / 1e3, total / 1e3);
    }

    private Duration time(RequestedRun run) {
        if (Recordings.isCritical(run)) {
            critical.add(run.id().toString());
            return Duration.ofMillis(round);
        }
        return Duration.ofMillis(transfer);
    }

    private void measure(
            int trainers, Shape shape, Bounds bounds, Services services, Recordings recordings, EventWriter writer) {
        try (var observer = Observer.start(services.kafka())) {
            var training = new RecordedTraining(recordings, this::time, observer);
            try (var _ = Fleet.start(trainers, services.kafka(), training, observer)) {
                Pause.of(Duration.ofSeconds(8)); // until the pruner knows how many there are, and old events are heard
                int concluded = observer.concluded();
                var search = shape.search(++number, recordings.images());
                long begin = System.nanoTime();
                submit(search, false, writer);
                until(services, () -> observer.concluded() > concluded);
                double took = (System.nanoTime() - begin) / 1e9;
                double ideal = bounds.ideal(trainers);
                System.out.printf(
                        Locale.ROOT,
                        "| %d | %.1f s | %.1f s | %.2f | %s | %s |%n",
                        trainers,
                        took,
                        ideal,
                        took / ideal,
                        brief(observer, critical::contains),
                        brief(observer, run -> !critical.contains(run)));
            }
        }
    }

    private static String brief(Observer observer, Predicate<String> runs) {
        var waits = observer.requestToTaken(runs);
        return String.format(Locale.ROOT, "%.0f/%.0f ms", waits.quantile(0.5), waits.quantile(0.99));
    }

    /** What was asked for and not begun when the search is cancelled is dropped as it is taken. */
    private void cancel(int trainers, Shape shape, Services services, Recordings recordings, EventWriter writer) {
        try (var observer = Observer.start(services.kafka())) {
            var training = new RecordedTraining(recordings, this::time, observer);
            try (var fleet = Fleet.start(trainers, services.kafka(), training, observer)) {
                Pause.of(Duration.ofSeconds(8));
                int before = observer.requested();
                int concluded = observer.concluded();
                var search = shape.search(++number, recordings.images());
                submit(search, false, writer);
                until(services, () -> training.begun() >= 8);
                submit(search, true, writer);
                until(
                        services,
                        () -> observer.concluded() > concluded && observer.open() == 0 && training.inProgress() == 0);
                int begun = training.begun();
                int open = observer.requested() - before - begun;
                until(services, () -> fleet.leased() - begun >= open);
                Pause.of(Duration.ofSeconds(2)); // what is wrongly begun would show
                System.out.printf(
                        "cancelled after %d of %d requests were begun: %d withdrawn, %d dropped as they were taken, %d begun"
                                + " all the same%n",
                        begun,
                        begun + open,
                        observer.withdrawn(),
                        fleet.leased() - training.begun(),
                        training.begun() - begun);
            }
        }
    }

    private static void submit(ResolvedSearch search, boolean cancelled, EventWriter writer) {
        writer.write(Topics.SEARCHES, new SearchSubmitted(search.id(), search, cancelled));
    }

    private static void until(Services services, BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            services.requireAlive();
            Pause.of(Duration.ofMillis(20));
        }
    }
}
