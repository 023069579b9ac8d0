package dev.tombola.evaluator;

import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.store.OversizedObjectException;
import dev.tombola.ticket.store.SizeLimit;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Claims that did not stand, counted by run. Their results are taken out of the store, or a trainer that is asked for the
 * run again would find them and claim them unchecked. The count is not kept: claims are read again at every start.
 */
public final class Refusals {
    private final ObjectStore store;
    private final Map<RunId, Set<String>> attempts = new ConcurrentHashMap<>();

    public Refusals(ObjectStore store) {
        this.store = store;
    }

    /** Refuses a claim. Returns how many different ones on its run were refused by now; one that is heard again is one. */
    int add(TrainingEnded claim, RunResult result) {
        forget(claim.run(), result);
        var refused = attempts.computeIfAbsent(claim.run(), _ -> ConcurrentHashMap.newKeySet());
        refused.add(claim.attempt());
        return refused.size();
    }

    /** Removes this very result; a better one, which another trainer has stored since, stays. */
    void forget(RunId run, RunResult result) {
        String key = "runs/" + run + "/result.json";
        try {
            if (isOrMakesNoSense(result, store.read(key, SizeLimit.DOCUMENT))) {
                store.delete(key);
            }
        } catch (OversizedObjectException e) {
            store.delete(key);
        } catch (MissingObjectException e) {
            // somebody was faster
        }
    }

    private static boolean isOrMakesNoSense(RunResult result, byte[] stored) {
        try {
            return Json.read(stored, RunResult.class).equals(result);
        } catch (InvalidDocumentException | IllegalArgumentException e) {
            return true;
        }
    }
}
