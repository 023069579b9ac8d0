package dev.tombola.simulation;

import dev.tombola.kafka.Event;
import dev.tombola.kafka.EventWriter.Outgoing;
import dev.tombola.ticket.event.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;

/** Topics that outlive every process. What is in them has been committed. */
final class Broker {
    static final Duration LONGEST_DELAY = Duration.ofSeconds(20);

    private final Fate fate;
    private final VirtualTime time;
    private final Trace trace;
    private final Map<String, List<Partition>> topics = new HashMap<>();
    private final Map<String, Integer> epochs = new HashMap<>();
    private final List<Consumer<Event>> watchers = new ArrayList<>();

    Broker(Fate fate, VirtualTime time, Trace trace) {
        this.fate = fate;
        this.time = time;
        this.trace = trace;
    }

    private static final class Partition {
        private final List<Event> entries = new ArrayList<>();
        private final List<Boolean> compacted = new ArrayList<>();
    }

    /** Hears of every record the moment that it is visible. */
    void watch(Consumer<Event> watcher) {
        watchers.add(watcher);
    }

    void append(Outgoing<?> outgoing) {
        var partitions = partitions(outgoing.topic());
        int number = Math.floorMod(outgoing.key().hashCode(), partitions.size());
        var partition = partitions.get(number);
        var entry = new Event(outgoing.topic(), outgoing.key(), outgoing.event(), number, partition.entries.size());
        partition.entries.add(entry);
        partition.compacted.add(false);
        trace.note(
                time.elapsed().toMillis(), time.who(), "> %s %s", entry.topic().name(), entry.value());
        List.copyOf(watchers).forEach(watcher -> watcher.accept(entry));
    }

    /** All of a topic that is not compacted away. */
    <E> Stream<E> all(Topic<E> topic) {
        return partitions(topic).stream()
                .flatMap(partition -> IntStream.range(0, partition.entries.size())
                        .filter(offset -> !partition.compacted.get(offset))
                        .mapToObj(offset ->
                                topic.event().cast(partition.entries.get(offset).value())));
    }

    /** Removes what a later record of the same key supersedes; the newest records are left alone. */
    void compact() {
        topics.values().stream()
                .flatMap(List::stream)
                .filter(partition -> partition.entries.stream()
                        .anyMatch(entry -> entry.topic().compacted()))
                .forEach(this::compact);
    }

    private void compact(Partition partition) {
        int closed = fate.random().nextInt(partition.entries.size() + 1);
        var later = new HashSet<String>();
        for (int offset = closed - 1; offset >= 0; offset--) {
            if (!later.add(partition.entries.get(offset).key())) {
                partition.compacted.set(offset, true);
            }
        }
    }

    /**
     * A writer that shuts its predecessors out. It does not let time pass, so that it may be called within a monitor; the
     * process may die in it all the same.
     */
    Consumer<Outgoing<?>> fenced(String name, Instance instance) {
        int epoch = epochs.merge(name, 1, Integer::sum);
        return outgoing -> {
            time.checkAlive();
            if (epoch != epochs.getOrDefault(name, 0)) {
                trace.note(time.elapsed().toMillis(), name, "is fenced");
                throw new ProducerFencedException("there is a newer " + name);
            }
            die(instance);
            if (fate.strikes(Hazard.FAILED_WRITE)) {
                if (fate.coin()) {
                    append(outgoing);
                }
                throw new KafkaException("the transaction ended in doubt");
            }
            append(outgoing);
            die(instance);
        };
    }

    private void die(Instance instance) {
        if (fate.strikes(Hazard.KILL)) {
            trace.note(time.elapsed().toMillis(), instance.name(), "killed beside a write");
            instance.kill();
            throw new Killed();
        }
    }

    Reader reader(Collection<? extends Topic<?>> of) {
        return new Reader(
                of.stream().flatMap(topic -> partitions(topic).stream()).toList());
    }

    /** Reads from the beginning; knows, as the production's does, when it has seen what was there when it was opened. */
    final class Reader {
        private final List<Partition> partitions;
        private final int[] positions;
        private final int[] ends;
        private final long[] lateUntil;

        private Reader(List<Partition> partitions) {
            this.partitions = partitions;
            this.positions = new int[partitions.size()];
            this.lateUntil = new long[partitions.size()];
            this.ends = partitions.stream()
                    .mapToInt(partition -> partition.entries.size())
                    .toArray();
        }

        /** What is there, or some of it, each partition in its order. */
        List<Event> poll() {
            var events = new ArrayList<Event>();
            var silent = new BitSet();
            while (silent.cardinality() < positions.length) {
                int index = fate.random().nextInt(positions.length);
                var partition = partitions.get(index);
                if (positions[index] == partition.entries.size() || isLate(index)) {
                    silent.set(index);
                } else if (!silent.get(index)) {
                    int offset = positions[index]++;
                    if (!partition.compacted.get(offset)) {
                        events.add(partition.entries.get(offset));
                    }
                }
            }
            return events;
        }

        /** Mostly for a moment; sometimes for so long that what it says is heard after what followed from it. */
        private boolean isLate(int index) {
            if (fate.isCalm() || !fate.has(Hazard.DELAY)) {
                return false;
            }
            if (fate.strikes(Hazard.DELAY)) {
                lateUntil[index] = time.elapsed().plus(fate.upTo(LONGEST_DELAY)).toNanos();
            }
            return lateUntil[index] > time.nanos() || fate.random().nextInt(4) == 0;
        }

        boolean isCaughtUp() {
            return IntStream.range(0, ends.length).allMatch(index -> positions[index] >= ends[index]);
        }
    }

    private List<Partition> partitions(Topic<?> topic) {
        return topics.computeIfAbsent(
                topic.name(),
                _ -> Stream.generate(Partition::new).limit(topic.partitions()).toList());
    }
}
