package dev.tombola.ticket;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The fraction of prunable weights that a mask sets to zero, in [0, 1); 0 is the dense network (paper 1.1). */
public record Sparsity(@JsonValue double fraction) implements Comparable<Sparsity> {
    public static final Sparsity DENSE = new Sparsity(0);

    @JsonCreator
    public Sparsity {
        if (!(fraction >= 0.0 && fraction < 1.0)) { // written so that NaN fails too
            throw new IllegalArgumentException("sparsity: " + fraction + " is not in [0, 1)");
        }
    }

    public static Sparsity of(long kept, long total) {
        return new Sparsity((double) (total - kept) / total);
    }

    @Override
    public int compareTo(Sparsity other) {
        return Double.compare(fraction, other.fraction);
    }
}
