package dev.tombola.ticket.run;

import java.util.HashMap;
import java.util.Map;

/**
 * Names runs and remembers the names: each is a hash of canonical JSON, and whoever plans a search again asks for all of them
 * again. Keep one for each search. Not for several threads.
 */
public final class RunNames {
    private final Map<RunSpec, RunId> known = new HashMap<>();

    public RunId of(RunSpec spec) {
        return known.computeIfAbsent(spec, RunId::of);
    }
}
