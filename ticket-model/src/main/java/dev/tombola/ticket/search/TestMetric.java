package dev.tombola.ticket.search;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is measured of a network on a test split; one of them judges. All are shares of what was right: higher is better. */
public enum TestMetric {
    /** The share of test images whose class has the highest logit. */
    @JsonProperty("top-1")
    TOP_1("top-1", false),
    /** The share of test views whose most similar other view, by cosine of the features, is their partner (paper 2.3). */
    @JsonProperty("retrieval-top-1")
    RETRIEVAL_TOP_1("retrieval-top-1", true),
    /** Likewise among the three most similar. */
    @JsonProperty("retrieval-top-3")
    RETRIEVAL_TOP_3("retrieval-top-3", true),
    /** Likewise among the five most similar. */
    @JsonProperty("retrieval-top-5")
    RETRIEVAL_TOP_5("retrieval-top-5", true),
    /** Top-1 of a vote of the training images with the most similar features. */
    @JsonProperty("knn")
    NEAREST_NEIGHBOURS("knn", true),
    /** Top-1 of a linear classifier that is trained on the features of the training images. */
    @JsonProperty("linear-probe")
    LINEAR_PROBE("linear-probe", true);

    private final String written;
    private final boolean ofFeatures;

    TestMetric(String written, boolean ofFeatures) {
        this.written = written;
        this.ofFeatures = ofFeatures;
    }

    /** As search files and results have it. */
    public String written() {
        return written;
    }

    /** Whether it looks at the pooled features instead of the head's output. */
    public boolean ofFeatures() {
        return ofFeatures;
    }
}
