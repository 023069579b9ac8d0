package dev.tombola.store.network;

import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.search.Objective;
import dev.tombola.ticket.store.SizeLimit;
import dev.tombola.vision.network.Network;
import org.jspecify.annotations.Nullable;

/** How large the objects of a network and its runs can be. */
public record LargestObjects(Network network) {
    private static final long MIB = 1 << 20;

    /** Of a tensor's entry in a header, or a node with its names. */
    private static final long ENTRY = 4096;

    /** What a run leaves: every tensor as float32. */
    public SizeLimit weights() {
        return limit("weights of ", floats() + entries());
    }

    /** What a run starts from may be a file of others: in doubles, and with three of the same size beside it. */
    public SizeLimit start() {
        return limit("weights to start from of ", 8 * floats() + entries() + 64 * MIB);
    }

    /** The network with its weights, as ONNX. */
    public SizeLimit model() {
        return limit("an ONNX model of ", floats() + 4 * entries());
    }

    /**
     * What the next step needs.
     *
     * @param kept epochs whose weights are kept
     * @param objective what is learned; none for classes
     */
    public SizeLimit checkpoint(int kept, @Nullable Objective objective) {
        return limit(
                "a checkpoint of ",
                (2L + kept) * (floats() + entries()) + state(objective).bytes());
    }

    /**
     * What a run remembers beside its weights: head and velocity, a second encoder and its queue.
     *
     * @param objective what is learned; none for classes
     */
    public SizeLimit state(@Nullable Objective objective) {
        long queue = objective == null || objective.queue() == null
                ? 0
                : (long) Float.BYTES * objective.queue() * objective.dimensions();
        return limit("what is remembered of ", 3 * (floats() + entries()) + queue + SizeLimit.DOCUMENT.bytes());
    }

    /** A level's bits. */
    public SizeLimit mask() {
        return mask(Architectures.layout(network));
    }

    /** A level's bits. */
    public static SizeLimit mask(MaskLayout layout) {
        return new SizeLimit("a mask of %d weights".formatted(layout.size()), 2L * Mask.packedLength(layout) + ENTRY);
    }

    private SizeLimit limit(String what, long bytes) {
        return new SizeLimit(what + network.name(), bytes);
    }

    private long floats() {
        return network.parameters().stream()
                .mapToLong(parameter -> (long) Float.BYTES * parameter.size())
                .sum();
    }

    private long entries() {
        return network.parameters().size() * ENTRY + MIB;
    }
}
