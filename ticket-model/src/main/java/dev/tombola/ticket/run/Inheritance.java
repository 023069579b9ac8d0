package dev.tombola.ticket.run;

import dev.tombola.ticket.search.Require;
import dev.tombola.ticket.search.Survivor;
import dev.tombola.ticket.store.Digest;
import java.util.List;

/**
 * What a chain's round takes over from the round before.
 *
 * @param state digest of what that round left beside its weights
 * @param parts of it, at least one
 */
public record Inheritance(Digest state, List<Survivor> parts) {
    public Inheritance {
        parts = Require.present("parts", parts).stream().sorted().distinct().toList();
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("parts: is empty");
        }
    }
}
