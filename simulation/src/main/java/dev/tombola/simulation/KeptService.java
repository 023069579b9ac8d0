package dev.tombola.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A service that is always kept running: when it dies it has a successor after a while. */
final class KeptService {
    private static final Duration START = Duration.ofSeconds(3);

    private final String name;
    private final Surroundings here;
    private final Consumer<Instance> service;
    private final List<Instance> instances = new ArrayList<>();
    private @Nullable Instance latest;
    private boolean closed;

    KeptService(String name, Surroundings here, Consumer<Instance> service) {
        this.name = name;
        this.here = here;
        this.service = service;
        start();
    }

    /** The one that was started last, dead or alive. */
    @Nullable
    Instance latest() {
        return latest;
    }

    /** Starts one, be it beside a predecessor that only seems to be dead. */
    void start() {
        if (closed) {
            return;
        }
        var instance = new Instance(name + "." + (instances.size() + 1), here.time(), this::ended);
        instances.add(instance);
        latest = instance;
        here.trace().note(here.time().elapsed().toMillis(), instance.name(), "starts");
        service.accept(instance);
    }

    private void ended(Instance instance) {
        here.trace().note(here.time().elapsed().toMillis(), instance.name(), "has ended");
        here.time().after(here.fate().upTo(START), () -> {
            if (latest == instance) {
                start();
            }
        });
    }

    /** Nobody of it is left behind. */
    void close() {
        closed = true;
        instances.forEach(Instance::kill);
    }
}
