package dev.tombola.ticket.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.wire.Json;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A search that means the same everywhere: names of data sets and files have become digests. Services never read a user's
 * paths.
 *
 * @param datasets by name, without classes and sizes: {@code fashion-mnist}
 * @param weights by pre-training, for those that come from a file
 * @param repetition set by {@code submit --fresh}
 */
public record ResolvedSearch(
        Search search,
        @JsonInclude(JsonInclude.Include.ALWAYS) Map<String, Digest> datasets,
        Map<String, ObjectRef> weights,
        @Nullable String repetition) {
    public ResolvedSearch {
        Require.present("search", search);
        datasets = sorted(Require.present("datasets", datasets));
        weights = sorted(Require.orDefault(weights, Map.of()));
        for (var entry : search.pretrainings().entrySet()) {
            Require.that(
                    (entry.getValue().weights() == null) != weights.containsKey(entry.getKey()),
                    "weights",
                    entry.getKey(),
                    "has to have a digest if and only if it comes from a file");
        }
    }

    /** Slug of the name and a short hash of the canonical form. */
    public SearchId id() {
        return new SearchId(
                search.name() + "-" + Digest.of(Json.canonical(this)).brief());
    }

    /** In one order, so that equal searches are equal bytes when they are sent. */
    private static <T> Map<String, T> sorted(Map<String, T> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }

    /** The digest of the data set that a task is taken from. */
    public Digest dataset(String task) {
        String name = task.split("[/:]", 2)[0];
        Digest digest = datasets.get(name);
        if (digest == null) {
            throw new IllegalArgumentException(
                    "datasets: no digest of " + name + " (there are " + new TreeMap<>(datasets) + ")");
        }
        return digest;
    }
}
