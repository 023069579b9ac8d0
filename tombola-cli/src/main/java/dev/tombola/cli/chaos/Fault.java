package dev.tombola.cli.chaos;

import java.util.Locale;

/** What happens to one process. */
record Fault(String part, Kind kind) {
    enum Kind {
        /** SIGKILL: it ends at once. */
        KILL,
        /** SIGTERM: it may end in good order. */
        TERMINATE,
        /** SIGSTOP, for twice the lease, and SIGCONT: it knows nothing of the time that was lost. */
        FREEZE
    }

    boolean isOfTrainer() {
        return part.startsWith("trainer-");
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + part;
    }
}
