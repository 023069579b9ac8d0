package dev.tombola.cli.mask;

import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.structure.Part;
import java.util.ArrayList;
import java.util.List;

/** Into which parts a network is divided, besides the total. */
enum Breakdown {
    LAYER,
    STAGE;

    List<Part> parts(MaskLayout layout) {
        var parts = new ArrayList<Part>();
        parts.addAll(
                switch (this) {
                    case LAYER -> Part.layers(layout);
                    case STAGE -> Part.stages(layout);
                });
        parts.add(Part.total(layout));
        return parts;
    }
}
