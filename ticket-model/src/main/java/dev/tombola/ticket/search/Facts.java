package dev.tombola.ticket.search;

import java.util.Map;

/** What has happened so far, as far as planning goes: which runs ended how, and one search's masks. */
public record Facts(Map<RunId, RunEnd> runs, Map<MaskPlace, DrawnMask> masks) {
    public static final Facts NONE = new Facts(Map.of(), Map.of());

    public Facts {
        runs = Map.copyOf(runs);
        masks = Map.copyOf(masks);
    }
}
