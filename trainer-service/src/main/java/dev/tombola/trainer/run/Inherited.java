package dev.tombola.trainer.run;

import dev.tombola.store.network.LargestObjects;
import dev.tombola.store.network.WeightFile;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.ticket.run.Inheritance;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.ticket.search.Survivor;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.vision.djl.training.StoredTensor;
import dev.tombola.vision.djl.training.TrainingState;
import dev.tombola.vision.network.Network;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a run takes over from the one before.
 *
 * @param head its tensors, in the place of those that are rewound to
 * @param state of optimizer and objective, as much of it as survives
 */
record Inherited(Map<String, StoredTensor> head, TrainingState state) {
    private static final String KEY_ENCODER = "objective/key/";
    private static final String QUEUE = "objective/queue";

    /** By way of a file, mapped: it may be larger than what is taken into memory. */
    static Inherited fetch(ObjectRef left, RunSpec spec, Network network, Blobs blobs, Scratch scratch) {
        new LargestObjects(network).state(spec.recipe().objective()).require(left.key(), left.size());
        var file = scratch.file();
        try {
            blobs.fetch(left, file);
            try (var tensors = Safetensors.open(file)) {
                return read(tensors, Objects.requireNonNull(spec.inherited()), network);
            }
        } finally {
            scratch.delete(file);
        }
    }

    private static Inherited read(Safetensors file, Inheritance inheritance, Network network) {
        var parts = inheritance.parts();
        var head = new HashMap<String, StoredTensor>();
        if (parts.contains(Survivor.HEAD)) {
            WeightFile.floats(file).forEach((name, tensor) -> {
                if (name.startsWith(StateFile.HEAD)) {
                    float[] values = tensor.toFloats(); // the file is closed when they are asked for
                    head.put(name.substring(StateFile.HEAD.length()), new StoredTensor(tensor.shape(), () -> values));
                }
            });
        }
        var state = StateFile.read(file, network)
                .only(
                        parts.contains(Survivor.OPTIMIZER),
                        name -> (name.startsWith(KEY_ENCODER) && parts.contains(Survivor.KEY_ENCODER))
                                || (name.startsWith(QUEUE) && parts.contains(Survivor.QUEUE)));
        return new Inherited(head, state);
    }
}
