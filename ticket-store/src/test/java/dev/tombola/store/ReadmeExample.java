package dev.tombola.store;

import dev.tombola.store.s3.S3Credentials;
import dev.tombola.store.s3.S3ObjectStore;
import dev.tombola.store.s3.S3Settings;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.ticket.store.Blobs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Compiles what the README shows. */
record ReadmeExample(Path file, Path elsewhere, String accessKey, String secretKey) {
    float[] read() throws IOException {
        try (var weights =
                Safetensors.open(Path.of("resnet20.safetensors"))) { // reads the header; tensors stay on disk
            return weights.tensor("conv1.weight").toFloats();
        }
    }

    void write(float[] stem) throws IOException {
        var tensor = TensorView.of("conv1.weight", stem, 16, 3, 3, 3);
        Safetensors.write(file, List.of(tensor), Map.of("network", "cifar-resnet20"));
    }

    void keep() {
        var keys = new S3Credentials.Keys(accessKey, secretKey);
        try (var bucket = new S3ObjectStore(new S3Settings(URI.create("http://127.0.0.1:9000"), "tombola", keys))) {
            var blobs = new Blobs(bucket); // verifies every digest
            var ref = blobs.write(file);
            blobs.fetch(ref, elsewhere);
        }
    }
}
