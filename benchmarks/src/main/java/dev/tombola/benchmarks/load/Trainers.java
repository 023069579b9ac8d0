package dev.tombola.benchmarks.load;

import dev.tombola.kafka.EventWriter;
import dev.tombola.kafka.Installation;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.Topics;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Very many trainers on one broker, and one more than it lets in. */
@Command(
        name = "trainers",
        mixinStandardHelpOptions = true,
        description =
                "Many trainers in the share group of one broker: whether all join, hold a request, and get through.")
final class Trainers implements Runnable {
    private static final Duration FOR_EVER = Duration.ofDays(1);

    @Option(names = "--trainers", defaultValue = "1000", description = "How many (${DEFAULT-VALUE}).")
    private int trainers;

    @Option(
            names = "--max-size",
            defaultValue = "1000",
            description = "The broker's group.share.max.size (${DEFAULT-VALUE}); 0 for its default of 200.")
    private int maxSize;

    @Option(
            names = "--at-most",
            defaultValue = "300",
            description = "Seconds to wait for any of it (${DEFAULT-VALUE}).")
    private int atMost;

    private final AtomicReference<Duration> time = new AtomicReference<>(FOR_EVER);

    @Override
    public void run() {
        // Enough transfers that every trainer gets a few.
        int seeds = Math.max(2, 3 * trainers / (19 * 4) + 1);
        var shape = new Shape(1, 18, 4, seeds, true);
        var settings =
                maxSize == 0 ? Map.<String, String>of() : Map.of("group.share.max.size", String.valueOf(maxSize));
        try (var services = Services.start(settings);
                var store = services.store();
                var observer = Observer.start(services.kafka());
                var installation = new Installation(services.kafka());
                var writer = EventWriter.plain(services.kafka(), "load")) {
            var recordings = Recordings.in(store, services.folder());
            var training = new RecordedTraining(
                    recordings, run -> Recordings.isCritical(run) ? Duration.ZERO : time.get(), observer);
            long begin = System.nanoTime();
            try (var fleet = Fleet.start(trainers, services.kafka(), training, observer)) {
                System.err.printf(Locale.ROOT, "%.1f s: %d trainers are started%n", since(begin), trainers);
                int most = maxSize == 0 ? 200 : maxSize;
                int expected = Math.min(trainers, most);
                boolean joined = until(services, () -> installation.trainers() >= expected);
                System.out.printf(
                        Locale.ROOT,
                        "%d trainers, at most %d in a group: %s after %.1f s, %d are members%n",
                        trainers,
                        most,
                        joined ? "joined" : "not joined",
                        since(begin),
                        installation.trainers());
                until(services, () -> fleet.failures().size() >= trainers - expected);
                fleet.failures().entrySet().stream()
                        .limit(3)
                        .forEach(
                                failure -> System.out.printf("  %s ended: %s%n", failure.getKey(), failure.getValue()));
                Pause.of(Duration.ofSeconds(5)); // until the pruner knows them
                var search = shape.search(1, recordings.images());
                long asked = System.nanoTime();
                writer.write(Topics.SEARCHES, new SearchSubmitted(search.id(), search, false));
                boolean held = until(services, () -> training.inProgress() >= expected);
                System.out.printf(
                        Locale.ROOT,
                        "  %s %.1f s after a search of %d runs was submitted: %d hold a request%n",
                        held ? "all busy" : "not all busy",
                        since(asked),
                        shape.runs(),
                        training.inProgress());
                System.out.printf("  memory (live heap/resident): %s%n", services.footprints());
                int before = observer.accepted();
                time.set(Duration.ZERO);
                long released = System.nanoTime();
                boolean done = until(services, () -> observer.concluded() >= 1);
                System.out.printf(
                        Locale.ROOT,
                        "  then %s after %.1f s: %d results, %.0f/s; %d requests were repeated, %d trainers ended%n",
                        done ? "concluded" : "not concluded",
                        since(released),
                        observer.accepted() - before,
                        (observer.accepted() - before) / since(released),
                        observer.repeated(),
                        fleet.failures().size());
                System.out.printf("  request visible -> taken     %s%n", observer.requestToTaken());
                System.out.printf("  claimed -> accepted          %s%n", observer.claimedToAccepted());
                System.out.printf("  memory (live heap/resident): %s%n", services.footprints());
            }
        }
    }

    private boolean until(Services services, BooleanSupplier done) {
        long deadline = System.nanoTime() + Duration.ofSeconds(atMost).toNanos();
        while (!done.getAsBoolean()) {
            services.requireAlive();
            if (System.nanoTime() > deadline) {
                return false;
            }
            Pause.of(Duration.ofMillis(100));
        }
        return true;
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
