package dev.tombola.benchmarks.load;

import dev.tombola.kafka.KafkaSettings;
import dev.tombola.ticket.TicketId;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.event.TrainingWithdrawn;
import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.wire.Json;
import dev.tombola.trainer.Withdrawals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A subscriber that reads what is committed, and notes when it first saw what: one clock for all. It is also how the trainers
 * of a fleet hear of withdrawals, of which each has a consumer of its own in earnest.
 */
final class Observer implements Withdrawals, AutoCloseable {
    private static final List<Topic<?>> HEARD = List.of(
            Topics.SEARCH_PLANNED,
            Topics.TRAINING_REQUESTED,
            Topics.TRAINING_WITHDRAWN,
            Topics.RESULT_ACCEPTED,
            Topics.TICKET_EVALUATED,
            Topics.SEARCH_CONCLUDED);

    private final KafkaSettings settings;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread = Thread.ofPlatform().name("observer").unstarted(this::run);
    private final Map<String, Long> requested = new ConcurrentHashMap<>();
    private final Map<String, Long> taken = new ConcurrentHashMap<>();
    private final Map<String, Long> claimed = new ConcurrentHashMap<>();
    private final Map<String, Long> accepted = new ConcurrentHashMap<>();
    private final Map<String, Long> evaluated = new ConcurrentHashMap<>();
    private final Map<String, Long> concluded = new ConcurrentHashMap<>();
    private final Map<String, byte[]> plans = new ConcurrentHashMap<>();
    private final Map<RunId, Integer> withdrawn = new ConcurrentHashMap<>();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private volatile boolean stopping;

    private Observer(KafkaSettings settings) {
        this.settings = settings;
        this.consumer = new KafkaConsumer<>(
                settings.with(Map.of("isolation.level", "read_committed", "enable.auto.commit", false)),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        var partitions = HEARD.stream()
                .map(settings::topic)
                .flatMap(topic -> consumer.partitionsFor(topic).stream()
                        .map(known -> new TopicPartition(topic, known.partition())))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    static Observer start(KafkaSettings settings) {
        var observer = new Observer(settings);
        observer.thread.start();
        return observer;
    }

    /** A trainer has begun with it. */
    void taken(RunId run) {
        taken.putIfAbsent(run.toString(), System.nanoTime());
    }

    /** A trainer is about to claim it. */
    void claimed(RunId run) {
        claimed.putIfAbsent(run.toString(), System.nanoTime());
    }

    @Override
    public boolean contains(TrainingRequested request) {
        return withdrawn.getOrDefault(request.run().id(), 0) >= request.ask();
    }

    int accepted() {
        return accepted.size();
    }

    int concluded() {
        return concluded.size();
    }

    /** Runs that ended without a result. */
    int failed() {
        return failed.get();
    }

    /** Requests for runs that had been requested before. */
    int repeated() {
        return repeated.get();
    }

    int requested() {
        return requested.size();
    }

    int withdrawn() {
        return withdrawn.size();
    }

    /** Runs that are asked for, have not ended and are not withdrawn. */
    long open() {
        return requested.keySet().stream()
                .filter(run -> !accepted.containsKey(run) && !withdrawn.containsKey(RunId.parse(run)))
                .count();
    }

    /** When results came, in order. */
    List<Long> acceptances() {
        return accepted.values().stream().sorted().toList();
    }

    /** From the first request to the last result. */
    Duration span() {
        long first =
                requested.values().stream().mapToLong(Long::longValue).min().orElse(0);
        long last = accepted.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return Duration.ofNanos(last - first);
    }

    Waits requestToTaken() {
        return between(requested, taken);
    }

    Waits requestToTaken(Predicate<String> runs) {
        return Waits.of(taken.entrySet().stream()
                .filter(it -> runs.test(it.getKey()) && requested.containsKey(it.getKey()))
                .map(it -> it.getValue() - requested.getOrDefault(it.getKey(), 0L)));
    }

    Waits takenToClaimed() {
        return between(taken, claimed);
    }

    Waits claimedToAccepted() {
        return between(claimed, accepted);
    }

    Waits requestToAccepted() {
        return between(requested, accepted);
    }

    /** From the last result that a verdict waited for to the verdict. */
    Waits resultToVerdict() {
        var last = new HashMap<String, Long>();
        plans.values().forEach(plan -> lastResults(Json.read(plan, SearchPlanned.class), last));
        return between(last, evaluated);
    }

    private void lastResults(SearchPlanned plan, Map<String, Long> last) {
        var runs = new HashMap<String, List<RunId>>();
        plan.runs().forEach(entry -> {
            if (entry.run() != null && entry.role() instanceof Role.Transfer transfer) {
                runs.computeIfAbsent(key(plan, transfer, transfer.level()), _ -> new ArrayList<>())
                        .add(entry.run());
            }
        });
        plan.runs().forEach(entry -> {
            if (entry.role() instanceof Role.Transfer transfer) {
                var waitedFor = Stream.of(transfer.level(), 0)
                        .flatMap(level -> runs.getOrDefault(key(plan, transfer, level), List.of()).stream())
                        .mapToLong(run -> accepted.getOrDefault(run.toString(), Long.MAX_VALUE))
                        .max();
                waitedFor.ifPresent(when -> last.put(key(plan, transfer, transfer.level()), when));
            }
        });
    }

    private static String key(SearchPlanned plan, Role.Transfer transfer, int level) {
        return new TicketId(plan.search(), transfer.chain(), level).path() + "/" + transfer.task();
    }

    private static Waits between(Map<String, Long> from, Map<String, Long> to) {
        return Waits.of(from.entrySet().stream()
                .filter(it -> to.containsKey(it.getKey()))
                .map(it -> to.getOrDefault(it.getKey(), 0L) - it.getValue()));
    }

    private void run() {
        try (consumer) {
            while (!stopping) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    hear(record, System.nanoTime());
                }
            }
        }
    }

    private void hear(ConsumerRecord<String, byte[]> record, long now) {
        String topic = record.topic().substring(settings.prefix().length());
        if (topic.equals(Topics.TRAINING_REQUESTED.name())) {
            if (requested.putIfAbsent(record.key(), now) != null) {
                repeated.incrementAndGet();
            }
        } else if (topic.equals(Topics.RESULT_ACCEPTED.name())) {
            accepted.putIfAbsent(record.key(), now);
            if (Json.read(record.value(), ResultAccepted.class).outcome() instanceof ResultAccepted.Outcome.Failed) {
                failed.incrementAndGet();
            }
        } else if (topic.equals(Topics.TICKET_EVALUATED.name())) {
            evaluated.putIfAbsent(record.key(), now);
        } else if (topic.equals(Topics.SEARCH_CONCLUDED.name())) {
            concluded.putIfAbsent(record.key(), now);
        } else if (topic.equals(Topics.SEARCH_PLANNED.name())) {
            plans.put(record.key(), record.value());
        } else if (topic.equals(Topics.TRAINING_WITHDRAWN.name())) {
            var gone = Json.read(record.value(), TrainingWithdrawn.class);
            withdrawn.merge(gone.run(), gone.ask(), Math::max);
        }
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
