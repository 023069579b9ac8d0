package dev.tombola.vision.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Retrieval over many batches: each view is looked for in its own batch, and all count alike. */
public final class RetrievalBatches {
    private final List<Predictions> ranks = new ArrayList<>();

    /** One batch, as {@link Retrieval#of} takes it; not all need be of one size. */
    public void add(Features views) {
        ranks.add(Retrieval.of(views).ranks());
    }

    /** Of all batches so far, in the order in which they came. */
    public Retrieval retrieval() {
        if (ranks.isEmpty()) {
            throw new IllegalStateException("no batch of views has come");
        }
        return new Retrieval(Predictions.of(ranks.stream()
                .map(Predictions::classes)
                .flatMapToInt(Arrays::stream)
                .toArray()));
    }
}
