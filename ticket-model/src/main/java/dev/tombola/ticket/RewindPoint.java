package dev.tombola.ticket;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The weights from which every round of a chain, and every transfer of its tickets, starts again (paper 1.5). */
public sealed interface RewindPoint {
    /** θ_p, the pre-trained weights. */
    record Pretrained() implements RewindPoint {}

    /** θ_0, a random initialisation from the chain's seed. */
    record Random() implements RewindPoint {}

    /**
     * Early rewinding: what θ_0 has become after some epochs of the chain's round 0, which trains the dense network. On the
     * chain's own task that is every tensor, classifier and stem included (paper 1.5).
     *
     * @param epoch how many, at least 1
     */
    record Epoch(int epoch) implements RewindPoint {
        private static final Pattern WRITTEN = Pattern.compile("epoch:([1-9][0-9]{0,5})");
    }

    /** Reads {@code pretrained}, {@code random} or {@code epoch:9}. */
    @JsonCreator
    static RewindPoint parse(String written) {
        var epoch = Epoch.WRITTEN.matcher(written);
        if (epoch.matches()) {
            return new Epoch(Integer.parseInt(epoch.group(1)));
        }
        return switch (written) {
            case "pretrained" -> new Pretrained();
            case "random" -> new Random();
            default -> throw new IllegalArgumentException(written + " is not one of pretrained, random, epoch:N");
        };
    }

    /** As {@link #parse} reads it. */
    @JsonValue
    default String written() {
        return switch (this) {
            case Pretrained() -> "pretrained";
            case Random() -> "random";
            case Epoch(int epoch) -> "epoch:" + epoch;
        };
    }

    /** Whether it is θ_p: only then the dense network is the one that tickets are held to. */
    default boolean isPretrained() {
        return this instanceof Pretrained;
    }
}
