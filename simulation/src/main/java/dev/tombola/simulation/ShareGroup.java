package dev.tombola.simulation;

import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.trainer.RequestLease;
import dev.tombola.trainer.RequestSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The queue of training requests as Kafka 4.3 keeps it (platform notes 1.1 and 1.2). */
final class ShareGroup {
    static final Duration LOCK = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Fate fate;
    private final VirtualTime time;
    private final Trace trace;
    private final List<QueuedRequest> requests = new ArrayList<>();
    private final List<Source> members = new ArrayList<>();

    ShareGroup(Broker broker, Fate fate, VirtualTime time, Trace trace) {
        this.fate = fate;
        this.time = time;
        this.trace = trace;
        broker.watch(entry -> {
            if (entry.topic().equals(Topics.TRAINING_REQUESTED)) {
                requests.add(new QueuedRequest((TrainingRequested) entry.value(), entry.partition(), entry.offset()));
            }
        });
    }

    /** Requests that somebody can still get, or has. */
    List<TrainingRequested> open() {
        return requests.stream()
                .filter(request -> !request.isOver())
                .map(QueuedRequest::asked)
                .toList();
    }

    /** For every partition, the offset before which all is answered for good. */
    Map<Integer, Long> answered() {
        var starts = new HashMap<Integer, Long>();
        for (var request : requests.reversed()) {
            starts.putIfAbsent(request.partition(), request.offset() + 1);
            if (!request.isOver()) {
                starts.put(request.partition(), request.offset());
            }
        }
        return starts;
    }

    /** The broker that keeps the locks goes; the next knows of none. */
    void failover() {
        requests.forEach(QueuedRequest::forget);
    }

    /** How many trainers take requests now. */
    int members() {
        return members.size();
    }

    Source source(Instance instance) {
        var source = new Source();
        members.add(source);
        instance.onEnd(source::disconnected);
        return source;
    }

    /** One trainer's place in the group. */
    final class Source implements RequestSource {
        private @Nullable Lease latest;
        private boolean woken;

        @Override
        public Optional<RequestLease> next(Duration wait) {
            var end = time.elapsed().plus(wait);
            do {
                var free = requests.stream().filter(ShareGroup.this::isFree).toList();
                if (!free.isEmpty()) {
                    var request = free.get(fate.random().nextInt(Math.min(free.size(), 3)));
                    var lease = new Lease(request);
                    request.deliver(lease, time.elapsed().plus(LOCK));
                    latest = lease;
                    trace.note(
                            time.elapsed().toMillis(),
                            time.who(),
                            "acquired %s, delivery %d",
                            request.asked().run().id().brief(),
                            request.deliveries());
                    return Optional.of(lease);
                }
                time.pause(LOOK);
            } while (time.elapsed().compareTo(end) < 0 && !woken);
            woken = false;
            return Optional.empty();
        }

        /** What it holds, or held last. */
        Optional<Lease> latest() {
            return Optional.ofNullable(latest);
        }

        @Override
        public void wakeup() {
            woken = true;
        }

        @Override
        public void close() {
            disconnected();
        }

        private void disconnected() {
            members.remove(this);
            if (latest != null) {
                latest.drop();
            }
        }
    }

    private boolean isFree(QueuedRequest request) {
        if (!request.isForTheTaking(time.elapsed())) {
            return false;
        }
        if (request.isWornOut()) {
            request.end(); // silently: no dead letters in 4.3
            trace.note(
                    time.elapsed().toMillis(),
                    "broker",
                    "archived %s",
                    request.asked().run().id().brief());
            return false;
        }
        return true;
    }

    /** One delivery. */
    final class Lease implements RequestLease {
        private final QueuedRequest request;
        private boolean knownLost;

        private Lease(QueuedRequest request) {
            this.request = request;
        }

        @Override
        public TrainingRequested request() {
            return request.asked();
        }

        @Override
        public Duration lock() {
            return LOCK;
        }

        @Override
        public boolean renew() {
            return answer(() -> request.lockUntil(time.elapsed().plus(LOCK)), "renews");
        }

        @Override
        public boolean complete() {
            return answer(request::end, "completes");
        }

        @Override
        public boolean release() {
            return answer(() -> request.giveBack(this), "releases");
        }

        /** Whether its trainer was told that it has it no longer. */
        boolean isKnownLost() {
            return knownLost;
        }

        /** What lies before the beginning of the queue is taken without a complaint, whoever answers: a renewal too. */
        private boolean answer(Runnable effect, String what) {
            time.pause(fate.upTo(Duration.ofMillis(20)));
            boolean arrives = true;
            boolean told = true;
            if (fate.strikes(Hazard.LOST_ANSWER)) {
                arrives = fate.coin();
                told = false;
            }
            boolean held = request.isHeldBy(this, time.elapsed());
            if (held && arrives) {
                effect.run();
            }
            boolean ignored = answered().getOrDefault(request.partition(), 0L) > request.offset();
            boolean good = told && (held || ignored);
            trace.note(
                    time.elapsed().toMillis(),
                    time.who(),
                    "%s %s: %s%s",
                    what,
                    request.asked().run().id().brief(),
                    good,
                    held && !good ? arrives ? ", though it did" : ", the answer was lost" : "");
            time.pause(fate.upTo(Duration.ofMillis(20)));
            if (!good && fate.has(Hazard.LOST_ANSWER) && fate.random().nextInt(8) == 0) {
                throw new KafkaException("no answer to an acknowledgement");
            }
            knownLost |= !good;
            return good;
        }

        private void drop() {
            request.giveBack(this);
        }
    }
}
