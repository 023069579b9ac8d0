package dev.tombola.vision.measure;

import java.util.Arrays;

/** What can be measured of a network; each is a share of what is right. */
public enum Measure {
    TOP_1("top-1"),
    RETRIEVAL_TOP_1("retrieval-top-1"),
    RETRIEVAL_TOP_3("retrieval-top-3"),
    RETRIEVAL_TOP_5("retrieval-top-5"),
    NEAREST_NEIGHBOURS("knn"),
    LINEAR_PROBE("linear-probe");

    private final String written;

    Measure(String written) {
        this.written = written;
    }

    /** As results have it. */
    public String written() {
        return written;
    }

    /** By the name that results have. */
    public static Measure named(String written) {
        return Arrays.stream(values())
                .filter(measure -> measure.written.equals(written))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing is measured as " + written));
    }

    /** Whether it looks at the features. */
    public boolean ofFeatures() {
        return this != TOP_1;
    }

    /** Whether it compares with training images. */
    public boolean needsTraining() {
        return this == NEAREST_NEIGHBOURS || this == LINEAR_PROBE;
    }
}
