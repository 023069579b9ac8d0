package dev.tombola.ticket.search;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What tickets are transferred to.
 *
 * @param task data set, classes and number of images, in the form {@code NAME/0,2,4:1000}
 * @param stem whether the first convolution is transferred too; {@code fresh} is what the paper does on small images
 *     (paper 1.6); default loaded
 */
public record DownstreamTask(String task, String recipe, Stem stem) {
    /** What becomes of the first convolution. */
    public enum Stem {
        @JsonProperty("loaded")
        LOADED,
        @JsonProperty("fresh")
        FRESH
    }

    public DownstreamTask {
        Require.present("task", task);
        Require.present("recipe", recipe);
        stem = Require.orDefault(stem, Stem.LOADED);
    }
}
