package dev.tombola.benchmarks.load;

import dev.tombola.benchmarks.load.ServiceProcess.Footprint;
import dev.tombola.kafka.EventWriter;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many searches at once: throughput, latencies, memory. */
@Command(
        name = "searches",
        mixinStandardHelpOptions = true,
        description = "Many searches at once: throughput, latencies, and the memory of each service over time.")
final class ManySearches implements Runnable {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    @Option(names = "--searches", defaultValue = "5", description = "How many (${DEFAULT-VALUE}).")
    private int searches;

    @Option(names = "--runs", defaultValue = "100", description = "About so many in each (${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--trainers", defaultValue = "20", description = "Simulated trainers (${DEFAULT-VALUE}).")
    private int trainers;

    @Option(
            names = "--memory-every",
            defaultValue = "30",
            description = "Seconds between looks at the services' memory, each a full collection (${DEFAULT-VALUE}).")
    private int memoryEvery;

    @Option(
            names = "--at-most",
            defaultValue = "60",
            description = "Minutes before it is broken off (${DEFAULT-VALUE}).")
    private int atMost;

    private final List<Sample> samples = new ArrayList<>();

    private record Sample(long second, int accepted, int concluded, Map<String, Footprint> memory) {}

    @Override
    public void run() {
        var shape = Shape.ofAbout(runs);
        System.err.printf(Locale.ROOT, "%d searches of %d runs, %d trainers%n", searches, shape.runs(), trainers);
        try (var services = Services.start(Map.of());
                var store = services.store();
                var observer = Observer.start(services.kafka())) {
            var recordings = Recordings.in(store, services.folder());
            var training = new RecordedTraining(recordings, _ -> Duration.ZERO, observer);
            try (var fleet = Fleet.start(trainers, services.kafka(), training, observer);
                    var writer = EventWriter.plain(services.kafka(), "load")) {
                Pause.of(Duration.ofSeconds(5)); // until the pruner knows how many trainers there are
                samples.add(new Sample(0, 0, 0, services.footprints()));
                long begin = System.nanoTime();
                for (int number = 1; number <= searches; number++) {
                    var search = shape.search(number, recordings.images());
                    writer.write(Topics.SEARCHES, new SearchSubmitted(search.id(), search, false));
                }
                follow(services, observer, fleet, begin);
            }
            report(shape, observer, services);
        }
    }

    private void follow(Services services, Observer observer, Fleet fleet, long begin) {
        int before = 0;
        long line = begin;
        long sample = begin;
        long deadline = begin + Duration.ofMinutes(atMost).toNanos();
        while (observer.concluded() < searches && System.nanoTime() < deadline) {
            Pause.of(Duration.ofMillis(100));
            services.requireAlive();
            fleet.failures().values().stream().findFirst().ifPresent(failure -> {
                throw failure;
            });
            long now = System.nanoTime();
            if (now - line >= BETWEEN_LINES.toNanos()) {
                int accepted = observer.accepted();
                System.err.printf(
                        Locale.ROOT,
                        "%4d s: %d requested, %d accepted (%.0f/s), %d searches concluded%n",
                        seconds(begin, now),
                        observer.requested(),
                        accepted,
                        (accepted - before) / ((now - line) / 1e9),
                        observer.concluded());
                before = accepted;
                line = now;
            }
            if (now - sample >= Duration.ofSeconds(memoryEvery).toNanos()) {
                sample(services, observer, begin);
                sample = System.nanoTime();
            }
        }
        sample(services, observer, begin);
    }

    private void sample(Services services, Observer observer, long begin) {
        samples.add(new Sample(
                seconds(begin, System.nanoTime()), observer.accepted(), observer.concluded(), services.footprints()));
    }

    private static long seconds(long begin, long now) {
        return Duration.ofNanos(now - begin).toSeconds();
    }

    private void report(Shape shape, Observer observer, Services services) {
        double span = observer.span().toNanos() / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%d searches of %d runs, %d trainers: %d of %d concluded, %d results (%d failed) in %.1f s, %.0f/s;"
                        + " %d requests were repeated; complaints in logs: %s%n",
                searches,
                shape.runs(),
                trainers,
                observer.concluded(),
                searches,
                observer.accepted(),
                observer.failed(),
                span,
                observer.accepted() / span,
                observer.repeated(),
                services.complaints());
        System.out.printf("  request visible -> taken     %s%n", observer.requestToTaken());
        System.out.printf("  taken -> claimed             %s%n", observer.takenToClaimed());
        System.out.printf("  claimed -> accepted          %s%n", observer.claimedToAccepted());
        System.out.printf("  request visible -> accepted  %s%n", observer.requestToAccepted());
        System.out.printf("  last result -> verdict       %s%n", observer.resultToVerdict());
        tenths(observer.acceptances());
        System.out.printf("  processor time for one result:%s%n", processorTime());
        System.out.println("  memory (live heap/resident)");
        samples.forEach(sample -> System.out.printf(
                "    %4d s, %6d results, %3d concluded: %s%n",
                sample.second(), sample.accepted(), sample.concluded(), sample.memory()));
    }

    /** Over the second half, when the compilers are done. */
    private String processorTime() {
        var last = samples.getLast();
        var first = samples.stream()
                .filter(sample -> sample.accepted() >= last.accepted() / 2)
                .findFirst()
                .filter(sample -> sample.accepted() < last.accepted())
                .orElse(samples.getFirst());
        var text = new StringBuilder();
        last.memory().forEach((service, footprint) -> {
            var before = Objects.requireNonNull(first.memory().get(service));
            double spent = footprint.processor().minus(before.processor()).toNanos() / 1e6;
            text.append(
                    String.format(Locale.ROOT, " %s %.1f ms", service, spent / (last.accepted() - first.accepted())));
        });
        return text.toString();
    }

    private static void tenths(List<Long> acceptances) {
        System.out.print("  results/s by tenths:");
        for (int i = 0; i < 10; i++) {
            int from = acceptances.size() * i / 10;
            int to = acceptances.size() * (i + 1) / 10 - 1;
            if (to > from) {
                System.out.printf(
                        Locale.ROOT, " %.0f", (to - from) / ((acceptances.get(to) - acceptances.get(from)) / 1e9));
            }
        }
        System.out.println();
    }
}
