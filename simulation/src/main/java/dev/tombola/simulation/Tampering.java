package dev.tombola.simulation;

import dev.tombola.kafka.EventWriter.Outgoing;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.trainer.RequestSource;
import dev.tombola.trainer.run.Engine;
import java.util.function.Consumer;

/** Where a test can break a rule on purpose, to see that it is noticed. */
interface Tampering {
    Tampering NONE = new Tampering() {};

    default Consumer<Outgoing<?>> pruner(Consumer<Outgoing<?>> mouth) {
        return mouth;
    }

    default Consumer<Outgoing<?>> evaluator(Consumer<Outgoing<?>> mouth) {
        return mouth;
    }

    default RequestSource queue(RequestSource source) {
        return source;
    }

    default Engine engine(Engine engine) {
        return engine;
    }

    /** The store of a trainer. */
    default ObjectStore store(ObjectStore store) {
        return store;
    }
}
