package dev.tombola.evaluator;

import dev.tombola.store.network.Architectures;
import dev.tombola.store.tensor.MaskBlob;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.event.RunResult;
import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.search.DrawnMask;
import dev.tombola.ticket.search.RunId;
import dev.tombola.ticket.store.Blobs;
import java.util.Optional;

/** Whether a trainer's claim stands: its objects are whole, its weights finite, and what the mask prunes is zero. */
final class ClaimCheck {
    private final Blobs blobs;

    ClaimCheck(Blobs blobs) {
        this.blobs = blobs;
    }

    /** What is wrong with the claim, in one line; nothing if it stands. Objects that are missing or altered are thrown. */
    Optional<String> complaint(TrainingEnded claim, RunResult result, Optional<DrawnMask> mask) {
        if (!RunId.of(result.spec()).equals(claim.run())) {
            return Optional.of("its spec is that of another run");
        }
        if (result.spec().mask() != null && mask.isEmpty()) {
            return Optional.of(
                    "nobody has drawn the mask " + result.spec().mask().brief());
        }
        var layout = Architectures.layout(result.spec().network());
        var weights = Safetensors.of(blobs.read(result.last()));
        return infinite(weights)
                .or(() -> mask.flatMap(drawn -> unpruned(weights, layout, drawn)))
                .or(() -> result.best().equals(result.last())
                        ? Optional.empty()
                        : infinite(Safetensors.of(blobs.read(result.best()))));
    }

    private static Optional<String> infinite(Safetensors weights) {
        return weights.tensors().stream()
                .filter(tensor -> {
                    for (float value : tensor.toFloats()) {
                        if (!Float.isFinite(value)) {
                            return true;
                        }
                    }
                    return false;
                })
                .findFirst()
                .map(tensor -> tensor.name() + " holds a weight that is not finite");
    }

    private Optional<String> unpruned(Safetensors weights, MaskLayout layout, DrawnMask drawn) {
        var mask = MaskBlob.inflate(blobs.read(drawn.object()), layout);
        int begin = 0;
        for (var tensor : layout.tensors()) {
            float[] values = weights.tensor(tensor.name()).toFloats();
            for (int i = 0; i < values.length; i++) {
                if (!mask.keeps(begin + i) && Float.floatToRawIntBits(values[i]) != 0) {
                    return Optional.of(
                            "%s[%d] is %s, though its mask prunes it".formatted(tensor.name(), i, values[i]));
                }
            }
            begin += values.length;
        }
        return Optional.empty();
    }
}
