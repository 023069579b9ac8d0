package dev.tombola.benchmarks.load;

import dev.tombola.kafka.EventWriter;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.trainer.Claimant;
import dev.tombola.trainer.RequestLease;
import dev.tombola.trainer.RequestSource;
import dev.tombola.trainer.TrainerLoop;
import dev.tombola.trainer.WorkerThread;
import dev.tombola.trainer.kafka.KafkaClaims;
import dev.tombola.trainer.kafka.ShareGroupRequests;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Trainers' loops, each with a share consumer of its own; they have one producer for their claims together. */
final class Fleet implements AutoCloseable {
    private final KafkaSettings kafka;
    private final RecordedTraining training;
    private final Observer observer;
    private final EventWriter writer;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<TrainerLoop> loops = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();
    private final Semaphore starting = new Semaphore(8);
    private final AtomicInteger leased = new AtomicInteger();

    private Fleet(KafkaSettings kafka, RecordedTraining training, Observer observer) {
        this.kafka = kafka;
        this.training = training;
        this.observer = observer;
        this.writer = EventWriter.plain(kafka, "trainer");
    }

    static Fleet start(int trainers, KafkaSettings kafka, RecordedTraining training, Observer observer) {
        var fleet = new Fleet(kafka, training, observer);
        for (int i = 1; i <= trainers; i++) {
            String name = "trainer-" + i;
            fleet.threads.add(Thread.ofPlatform().name(name).start(() -> fleet.run(name)));
        }
        return fleet;
    }

    /** How many requests were taken, trained or not. */
    int leased() {
        return leased.get();
    }

    /** Why trainers have ended of themselves, by their names. */
    Map<String, RuntimeException> failures() {
        return Map.copyOf(failures);
    }

    /** Consumers take long to make, but many that begin at once would give their own threads up. */
    private ShareGroupRequests source(String name) {
        starting.acquireUninterruptibly();
        try {
            return new ShareGroupRequests(kafka, name);
        } finally {
            starting.release();
        }
    }

    private TrainerLoop loop(String name) {
        Claimant claims = new KafkaClaims(writer);
        var loop = new TrainerLoop(
                name,
                new Counted(source(name)),
                new WorkerThread(training, workers),
                observer,
                ended -> {
                    observer.claimed(ended.run());
                    claims.publish(ended);
                },
                Duration.ofSeconds(7),
                Clock.systemUTC());
        loops.add(loop);
        return loop;
    }

    private void run(String name) {
        try {
            loop(name).run();
        } catch (RuntimeException e) {
            failures.put(name, e);
        }
    }

    @Override
    public void close() {
        loops.forEach(TrainerLoop::stop);
        try {
            for (var thread : threads) {
                thread.join(Duration.ofSeconds(30));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.close();
        writer.close();
    }

    private final class Counted implements RequestSource {
        private final RequestSource source;

        Counted(RequestSource source) {
            this.source = source;
        }

        @Override
        public Optional<RequestLease> next(Duration wait) {
            var lease = source.next(wait);
            lease.ifPresent(_ -> leased.incrementAndGet());
            return lease;
        }

        @Override
        public void wakeup() {
            source.wakeup();
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
