package dev.tombola.ticket.structure;

import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;

/** Some tensors of a network that are looked at together: one layer, one stage, or all of them. */
public record Part(String name, List<Span> tensors) {
    /** The name of all tensors together. */
    public static final String TOTAL = "total";

    public Part {
        tensors = List.copyOf(tensors);
    }

    /** A tensor, and the place of its first weight in the layout. */
    public record Span(int from, MaskLayout.Tensor tensor) {
        BitSet bits(Mask mask) {
            return mask.bits(from, from + tensor.size());
        }
    }

    public static Part total(MaskLayout layout) {
        return new Part(TOTAL, spans(layout));
    }

    /** One for each tensor. */
    public static List<Part> layers(MaskLayout layout) {
        return spans(layout).stream()
                .map(span -> new Part(span.tensor().name(), List.of(span)))
                .toList();
    }

    /** By the first element of the tensors' names: of a ResNet {@code layer1} to {@code layer4}; the stem has no mask. */
    public static List<Part> stages(MaskLayout layout) {
        var stages = new LinkedHashMap<String, List<Span>>();
        for (var span : spans(layout)) {
            String stage = span.tensor().name().split("\\.", 2)[0];
            stages.computeIfAbsent(stage, _ -> new ArrayList<>()).add(span);
        }
        return stages.entrySet().stream()
                .map(stage -> new Part(stage.getKey(), stage.getValue()))
                .toList();
    }

    static List<Span> spans(MaskLayout layout) {
        var spans = new ArrayList<Span>();
        int from = 0;
        for (var tensor : layout.tensors()) {
            spans.add(new Span(from, tensor));
            from += tensor.size();
        }
        return spans;
    }
}
