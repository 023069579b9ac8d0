package dev.tombola.ticket.run;

import java.time.Instant;
import java.util.List;

/**
 * Where and from what a result came: not part of its identity.
 *
 * @param loaded tensors taken from the initial weights
 * @param fresh tensors initialised from the run's seed
 * @param dropped tensors of the initial weights that found no place
 * @param pruned tensors that a mask keeps partly at zero; empty for a dense network
 * @param seconds spent training, over all stretches
 * @param stretches of steps that led to the result, each by one attempt: several where it was resumed
 */
public record Provenance(
        String trainer,
        String host,
        String device,
        Instant startedAt,
        double seconds,
        List<String> loaded,
        List<String> fresh,
        List<String> dropped,
        List<String> pruned,
        List<Stretch> stretches) {
    public Provenance {
        loaded = loaded == null ? List.of() : List.copyOf(loaded);
        fresh = fresh == null ? List.of() : List.copyOf(fresh);
        dropped = dropped == null ? List.of() : List.copyOf(dropped);
        pruned = pruned == null ? List.of() : List.copyOf(pruned);
        stretches = stretches == null ? List.of() : List.copyOf(stretches);
    }

    /** Of a dense network. */
    public Provenance(
            String trainer,
            String host,
            String device,
            Instant startedAt,
            double seconds,
            List<String> loaded,
            List<String> fresh,
            List<String> dropped,
            List<Stretch> stretches) {
        this(trainer, host, device, startedAt, seconds, loaded, fresh, dropped, List.of(), stretches);
    }
}
