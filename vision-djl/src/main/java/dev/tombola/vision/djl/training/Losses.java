package dev.tombola.vision.djl.training;

import java.time.Duration;

/** Losses since the epoch began, and since a listener last heard of them. */
final class Losses {
    private final long interval;
    private long heard = System.nanoTime();
    private double sinceHeard;
    private int stepsSinceHeard;
    private double ofEpoch;
    private int stepsOfEpoch;

    Losses(Duration interval) {
        this.interval = interval.toNanos();
    }

    /** As they were when a checkpoint was saved. */
    void restore(Checkpoint checkpoint) {
        ofEpoch = checkpoint.lossOfEpoch();
        stepsOfEpoch = checkpoint.stepsOfEpoch();
    }

    void add(double loss) {
        sinceHeard += loss;
        stepsSinceHeard++;
        ofEpoch += loss;
        stepsOfEpoch++;
    }

    boolean areDue() {
        return stepsSinceHeard > 0 && System.nanoTime() - heard >= interval;
    }

    /** The mean since the last call. */
    double hear() {
        double mean = sinceHeard / stepsSinceHeard;
        sinceHeard = 0;
        stepsSinceHeard = 0;
        heard = System.nanoTime();
        return mean;
    }

    /** Their sum since the epoch began. */
    double ofEpoch() {
        return ofEpoch;
    }

    int stepsOfEpoch() {
        return stepsOfEpoch;
    }

    /** The mean over the epoch, which ends here. */
    double endEpoch() {
        double mean = ofEpoch / stepsOfEpoch;
        ofEpoch = 0;
        stepsOfEpoch = 0;
        return mean;
    }
}
