package dev.tombola.cli.ticket;

import dev.tombola.cli.mask.ComparedChain;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.event.TicketDrawn;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was drawn of a chain, without the dense level. */
record DrawnChain(String name, List<TicketDrawn> drawn, ChainMasks masks) implements ComparedChain {
    @Override
    public List<Integer> levels() {
        return drawn.stream().map(ticket -> ticket.ticket().level()).toList();
    }

    @Override
    public Mask mask(@Nullable Integer level) {
        int wanted = Objects.requireNonNull(level);
        return drawn.stream()
                .filter(ticket -> ticket.ticket().level() == wanted)
                .findFirst()
                .map(masks::read)
                .orElseThrow(() -> new IllegalArgumentException(name + " has no level " + wanted));
    }
}
