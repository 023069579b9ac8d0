package dev.tombola.ticket.search;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What tickets are transferred to.
 *
 * @param task data set, classes and number of images, in the form {@code NAME/0,2,4:1000}
 * @param stem whether the first convolution is transferred too; {@code fresh} is what the paper does on small images
 *     (paper 1.6); default loaded
 * @param head likewise of the last layers; absent for fresh. Loaded it is of use on the pre-training task itself
 * @param network in place of the search's; absent for that. It has the same prunable layers: the paper puts another stem
 *     before them where images are small (paper 2.1)
 */
public record DownstreamTask(
        String task,
        String recipe,
        Stem stem,
        @Nullable Head head,
        @Nullable Architecture network) {
    /** What becomes of the first convolution. */
    public enum Stem {
        @JsonProperty("loaded")
        LOADED,
        @JsonProperty("fresh")
        FRESH
    }

    /** What becomes of the layers after the pooled features. */
    public enum Head {
        @JsonProperty("loaded")
        LOADED,
        @JsonProperty("fresh")
        FRESH
    }

    /** With a fresh head. */
    public DownstreamTask(String task, String recipe, Stem stem) {
        this(task, recipe, stem, null, null);
    }

    @JsonCreator
    public DownstreamTask {
        head = head == Head.FRESH ? null : head;
        Require.present("task", task);
        Require.present("recipe", recipe);
        stem = Require.orDefault(stem, Stem.LOADED);
    }
}
