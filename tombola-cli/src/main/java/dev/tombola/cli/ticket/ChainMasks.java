package dev.tombola.cli.ticket;

import dev.tombola.store.mask.MaskBlob;
import dev.tombola.store.mask.MaskFile;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.store.Blobs;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** The masks of tickets, out of the bucket. */
record ChainMasks(Blobs blobs) {
    Mask read(TicketDrawn drawn) {
        var layout = new MaskLayout(
                drawn.layers().stream().map(TicketDrawn.Layer::tensor).toList());
        return MaskBlob.inflate(blobs.read(drawn.mask().object()), layout);
    }

    /** Those of one chain as a mask file; the dense level needs none. */
    void write(List<TicketDrawn> chain, Path target) {
        var masks = new TreeMap<Integer, Mask>();
        chain.stream()
                .filter(drawn -> drawn.ticket().level() > 0)
                .forEach(drawn -> masks.put(drawn.ticket().level(), read(drawn)));
        MaskFile.write(target, masks);
    }
}
