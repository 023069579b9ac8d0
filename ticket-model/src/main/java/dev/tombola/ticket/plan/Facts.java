package dev.tombola.ticket.plan;

import dev.tombola.ticket.run.RunEnd;
import dev.tombola.ticket.run.RunId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * What has happened so far, as far as planning goes: which runs ended how, and one search's masks. The maps are views, since
 * there can be very many runs: whoever keeps facts while more is heard may see more of them later, but never fewer.
 *
 * @param undrawable masks that can never be drawn, and why
 */
public record Facts(Map<RunId, RunEnd> runs, Map<ChainLevel, StoredMask> masks, Map<ChainLevel, String> undrawable) {
    public static final Facts NONE = new Facts(Map.of(), Map.of());

    public Facts {
        runs = Collections.unmodifiableMap(runs);
        masks = Collections.unmodifiableMap(masks);
        undrawable = Collections.unmodifiableMap(undrawable);
    }

    /** Where every mask can be drawn, as far as known. */
    public Facts(Map<RunId, RunEnd> runs, Map<ChainLevel, StoredMask> masks) {
        this(runs, masks, Map.of());
    }

    /** These, and masks that turned out not to be drawable. */
    public Facts withUndrawable(Map<ChainLevel, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        var all = new HashMap<>(undrawable);
        all.putAll(more);
        return new Facts(runs, masks, all);
    }
}
