package dev.tombola.trainer.run;

import dev.tombola.store.network.WeightFile;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.djl.training.StoredTensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Weights that a run starts from, out of a safetensors file.
 *
 * @param tensors those with floating-point values
 * @param normalisation the input's, where the file brings its own ({@code mean} and {@code std} in its metadata)
 */
record ImportedWeights(Map<String, StoredTensor> tensors, Optional<Normalisation> normalisation) {
    static ImportedWeights read(byte[] file) {
        var safetensors = Safetensors.of(file);
        return new ImportedWeights(stored(safetensors), WeightFile.normalisation(safetensors));
    }

    private static Map<String, StoredTensor> stored(Safetensors file) {
        var stored = new LinkedHashMap<String, StoredTensor>();
        WeightFile.floats(file)
                .forEach((name, tensor) -> stored.put(name, new StoredTensor(tensor.shape(), tensor::toFloats)));
        return stored;
    }
}
