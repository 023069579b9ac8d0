package dev.tombola.trainer.run;

import dev.tombola.store.network.WeightFile;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.ticket.run.Inheritance;
import dev.tombola.ticket.search.Survivor;
import dev.tombola.vision.djl.training.StoredTensor;
import dev.tombola.vision.djl.training.TrainingState;
import dev.tombola.vision.network.Network;
import java.util.HashMap;
import java.util.Map;

/**
 * What a run takes over from the one before.
 *
 * @param head its tensors, in the place of those that are rewound to
 * @param state of optimizer and objective, as much of it as survives
 */
record Inherited(Map<String, StoredTensor> head, TrainingState state) {
    private static final String KEY_ENCODER = "objective/key/";
    private static final String QUEUE = "objective/queue";

    static Inherited read(byte[] left, Inheritance inheritance, Network network) {
        var file = Safetensors.of(left);
        var parts = inheritance.parts();
        var head = new HashMap<String, StoredTensor>();
        if (parts.contains(Survivor.HEAD)) {
            WeightFile.floats(file).forEach((name, tensor) -> {
                if (name.startsWith(StateFile.HEAD)) {
                    head.put(
                            name.substring(StateFile.HEAD.length()),
                            new StoredTensor(tensor.shape(), tensor::toFloats));
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
