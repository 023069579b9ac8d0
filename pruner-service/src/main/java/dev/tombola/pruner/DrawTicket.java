package dev.tombola.pruner;

import dev.tombola.pruning.Criteria;
import dev.tombola.pruning.PrunableWeights;
import dev.tombola.store.mask.MaskBlob;
import dev.tombola.store.mask.MaskFile;
import dev.tombola.store.network.Architectures;
import dev.tombola.store.network.LargestObjects;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.TicketId;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.plan.ChainLevel;
import dev.tombola.ticket.plan.Draw;
import dev.tombola.ticket.plan.StoredMask;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.store.AlteredObjectException;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.store.OversizedObjectException;
import dev.tombola.ticket.store.StoreException;
import dev.tombola.vision.network.Initialisation;
import dev.tombola.vision.random.Randomness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Draws one mask and stores it. Drawing again gives the same bytes, so a step that is repeated does no harm. */
public final class DrawTicket {
    private static final Logger LOG = Logger.getLogger(DrawTicket.class);

    private final Blobs blobs;

    public DrawTicket(Blobs blobs) {
        this.blobs = blobs;
    }

    /** What became of a draw. */
    sealed interface Drawing {
        /** The mask is there. */
        record Drawn(TicketDrawn ticket) implements Drawing {}

        /** It never will be: whoever tries again finds the same. */
        record Impossible(String why) implements Drawing {}

        /** The store could not be asked. */
        record PutOff(String why) implements Drawing {}
    }

    /**
     * Draws, or says whether trying again could help.
     *
     * @param drawn what the search has already
     */
    Drawing tryTo(ResolvedSearch search, Draw draw, Map<ChainLevel, StoredMask> drawn) {
        try {
            return new Drawing.Drawn(draw(search, draw, drawn));
        } catch (MissingObjectException | AlteredObjectException | OversizedObjectException e) {
            return new Drawing.Impossible(String.valueOf(e.getMessage()));
        } catch (StoreException | UncheckedIOException e) {
            return new Drawing.PutOff(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // A draw is a function of stored bytes: whatever else went wrong with it will go wrong again.
            LOG.debugf(e, "cannot draw %s", draw.place());
            return new Drawing.Impossible(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private TicketDrawn draw(ResolvedSearch search, Draw draw, Map<ChainLevel, StoredMask> drawn) {
        var layout = Architectures.layout(search.search().network());
        var before = Optional.ofNullable(draw.mask())
                .map(given -> MaskBlob.inflate(blobs.read(given.object(), LargestObjects.mask(layout)), layout));
        var mask = Criteria.draw(draw, layout, stored -> weights(search, draw.seed(), stored, layout), before);
        if (mask.kept() == 0) {
            throw new IllegalArgumentException("of %d weights none would be left".formatted(layout.size()));
        }
        var stored = new StoredMask(mask.digest(), blobs.write(MaskBlob.deflate(mask)), mask.kept(), layout.size());
        var chain = search.search().chain(draw.place().chain());
        return new TicketDrawn(
                new TicketId(search.id(), draw.place().chain(), draw.place().level()),
                draw.criterion(),
                mask.sparsity(),
                stored,
                completesChain(search.search(), draw) ? chain(search.search(), draw.place(), mask, drawn) : null,
                chain.rewind(),
                draw.rewindsTo(),
                layers(mask));
    }

    private PrunableWeights weights(ResolvedSearch search, long seed, @Nullable ObjectRef stored, MaskLayout layout) {
        var network = Architectures.network(search.search().network(), 3, 10); // neither touches what is prunable
        if (stored != null) {
            var file = blobs.read(stored, new LargestObjects(network).start());
            return PrunableWeights.of(layout, Safetensors.of(file)::tensor);
        }
        var initialisation = new Initialisation(Randomness.of(seed));
        return new PrunableWeights(
                layout,
                network.prunable().stream()
                        .map(parameter -> initialisation.of(network, parameter))
                        .toList());
    }

    /** Whether it is the last mask of a chain in which every mask is part of the one before. */
    private static boolean completesChain(Search search, Draw draw) {
        return !draw.criterion().derives()
                && search.drawnLevels(draw.place().chain()).max().orElse(0)
                        == draw.place().level();
    }

    /** The chain's masks in one file; nothing where an earlier one is damaged, which is no fault of the last. */
    private @Nullable ObjectRef chain(Search search, ChainLevel last, Mask mask, Map<ChainLevel, StoredMask> drawn) {
        try {
            return wholeChain(search, last, mask, drawn);
        } catch (MissingObjectException | AlteredObjectException | OversizedObjectException e) {
            LOG.warnf("%s is given no file of all its masks: %s", last.chain(), e.getMessage());
            return null;
        }
    }

    private ObjectRef wholeChain(Search search, ChainLevel last, Mask mask, Map<ChainLevel, StoredMask> drawn) {
        var masks = new TreeMap<Integer, Mask>();
        search.drawnLevels(last.chain()).forEach(level -> {
            var known = drawn.get(new ChainLevel(last.chain(), level));
            if (known != null) {
                masks.put(
                        level,
                        MaskBlob.inflate(
                                blobs.read(known.object(), LargestObjects.mask(mask.layout())), mask.layout()));
            }
        });
        masks.put(last.level(), mask);
        var file = new ByteArrayOutputStream();
        try {
            MaskFile.write(file, masks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return blobs.write(file.toByteArray());
    }

    private static List<TicketDrawn.Layer> layers(Mask mask) {
        var layers = new ArrayList<TicketDrawn.Layer>();
        int begin = 0;
        for (var tensor : mask.layout().tensors()) {
            layers.add(new TicketDrawn.Layer(tensor, mask.kept(begin, begin + tensor.size())));
            begin += tensor.size();
        }
        return layers;
    }
}
