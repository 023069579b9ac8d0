package dev.tombola.cli.ticket;

import dev.tombola.store.mask.MaskBlob;
import dev.tombola.store.network.Architectures;
import dev.tombola.store.network.WeightFile;
import dev.tombola.testkit.SampleSearches;
import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.TicketId;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.plan.StoredMask;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.vision.network.Initialisation;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.random.Randomness;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Tickets of a ResNet-8 for five classes, half of whose weights each level loses. */
record ExportedTickets(Blobs blobs) {
    static final Network NETWORK;
    static final Weights WEIGHTS;
    static final Mask MASK;
    private static final Search SEARCH = SampleSearches.fashionInMinutes().search();

    static {
        NETWORK = Architectures.network(SEARCH.network(), 1, 5);
        WEIGHTS = new Initialisation(Randomness.of(1)).of(NETWORK);
        MASK = half(Mask.dense(Architectures.layout(NETWORK)), 1);
    }

    void export(TicketExport.Form form, @Nullable String task, Path target, boolean pretrained) {
        var weights = pretrained ? blobs.write(WeightFile.write(WEIGHTS, Map.of())) : null;
        var drawn = drawn(1, MASK, weights);
        new TicketExport(blobs, SEARCH, drawn, new TicketContent(drawn, List.of(), Map.of())).write(form, task, target);
    }

    /** From weights of one's own. */
    void export(TicketExport.Form form, Path target, Weights weights) {
        var drawn = drawn(1, MASK, blobs.write(WeightFile.write(weights, Map.of())));
        new TicketExport(blobs, SEARCH, drawn, new TicketContent(drawn, List.of(), Map.of())).write(form, null, target);
    }

    TicketDrawn drawn(int level, Mask mask, @Nullable ObjectRef weights) {
        return new TicketDrawn(
                new TicketId(new SearchId("fashion-1"), "transferable", level),
                Criterion.MAGNITUDE,
                mask.sparsity(),
                new StoredMask(
                        mask.digest(),
                        blobs.write(MaskBlob.deflate(mask)),
                        mask.kept(),
                        mask.layout().size()),
                new RewindPoint.Pretrained(),
                weights,
                mask.layout().tensors().stream()
                        .map(tensor -> new TicketDrawn.Layer(tensor, 1))
                        .toList());
    }

    static Mask half(Mask mask, long seed) {
        var random = new SplittableRandom(seed);
        var kept = new BitSet();
        mask.bits().stream().filter(weight -> random.nextBoolean()).forEach(kept::set);
        return Mask.keeping(mask.layout(), kept);
    }
}
