package dev.tombola.cli.mask;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.structure.Arrangement;
import dev.tombola.ticket.structure.MaskComparison;
import dev.tombola.ticket.structure.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Compares the masks of chains, level by level. */
record CompareMasks(
        List<? extends ComparedChain> chains, @Nullable Breakdown breakdown) {
    MaskComparison at(List<Integer> asked) {
        var levels = new CommonLevels(chains).of(asked);
        var compared = new ArrayList<MaskComparison.Level>();
        if (levels.isEmpty()) {
            compared.add(compare(null));
        }
        levels.forEach(level -> compared.add(compare(level)));
        return new MaskComparison(chains.stream().map(ComparedChain::name).toList(), compared);
    }

    private MaskComparison.Level compare(@Nullable Integer level) {
        var masks = masks(level);
        var layout = masks.firstEntry().getValue().layout();
        return MaskComparison.Level.of(
                level, masks, breakdown == null ? List.of(Part.total(layout)) : breakdown.parts(layout));
    }

    /** In the first one's order of tensors. */
    private SequencedMap<String, Mask> masks(@Nullable Integer level) {
        var masks = new LinkedHashMap<String, Mask>();
        var first = chains.getFirst().mask(level);
        for (var chain : chains) {
            try {
                masks.put(chain.name(), new Arrangement(first.layout()).of(chain.mask(level)));
            } catch (IllegalArgumentException e) {
                throw new CommandFailedException(
                        "%s is of another network than %s: it has %s"
                                .formatted(chain.name(), chains.getFirst().name(), e.getMessage()),
                        e);
            }
        }
        return masks;
    }
}
