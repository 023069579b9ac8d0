package dev.tombola.vision.djl.training;

import dev.tombola.ticket.store.Digest;
import dev.tombola.vision.djl.TorchEngine;
import dev.tombola.vision.network.Weights;
import java.nio.ByteBuffer;
import java.time.Duration;

/** SHA-256 of weights; as a program, of those that the tiny task ends with. */
final class WeightsDigest {
    private WeightsDigest() {}

    public static void main(String[] args) {
        var training = new Training(TorchEngine.start("cpu", 1), Duration.ofDays(1));
        var trained = training.run(
                TinyTask.assignment(TinyTask.recipe(), TinyTask.mask()), null, TrainingListener.NONE, RunControl.NONE);
        System.out.println(of(trained.last()));
    }

    static String of(Weights weights) {
        int size = weights.parameters().stream()
                .mapToInt(parameter -> parameter.size())
                .sum();
        var bytes = ByteBuffer.allocate(size * Float.BYTES);
        for (var parameter : weights.parameters()) {
            bytes.asFloatBuffer().put(weights.values(parameter.name()));
            bytes.position(bytes.position() + parameter.size() * Float.BYTES);
        }
        return Digest.of(bytes.array()).toString();
    }
}
