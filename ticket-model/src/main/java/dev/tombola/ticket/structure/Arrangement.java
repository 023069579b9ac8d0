package dev.tombola.ticket.structure;

import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import java.util.BitSet;
import java.util.stream.Collectors;

/** An order of a network's tensors, into which masks of the same tensors can be brought. */
public record Arrangement(MaskLayout order) {
    /**
     * The same mask in this order.
     *
     * @throws IllegalArgumentException when the mask is of other tensors; the message says in what they differ
     */
    public Mask of(Mask mask) {
        if (mask.layout().equals(order)) {
            return mask;
        }
        var spans = Part.spans(mask.layout()).stream()
                .collect(Collectors.toMap(span -> span.tensor().name(), span -> span));
        var arranged = new BitSet(order.size());
        for (var place : Part.spans(order)) {
            var span = spans.remove(place.tensor().name());
            if (span == null) {
                throw new IllegalArgumentException("no " + place.tensor().name());
            }
            if (!span.tensor().equals(place.tensor())) {
                throw new IllegalArgumentException("%s of %s, not %s"
                        .formatted(
                                span.tensor().name(),
                                span.tensor().shape(),
                                place.tensor().shape()));
            }
            span.bits(mask).stream().forEach(bit -> arranged.set(place.from() + bit));
        }
        if (!spans.isEmpty()) {
            throw new IllegalArgumentException(
                    spans.keySet().stream().sorted().findFirst().orElseThrow() + " besides");
        }
        return Mask.keeping(order, arranged);
    }
}
