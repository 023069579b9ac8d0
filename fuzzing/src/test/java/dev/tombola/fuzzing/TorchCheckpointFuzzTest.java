package dev.tombola.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.torch.TorchCheckpoint;

class TorchCheckpointFuzzTest {
    @FuzzTest
    void reads(byte[] bytes) {
        Reading.of(bytes.length, () -> TorchCheckpoint.of(bytes), InvalidTensorFileException.class)
                .ifPresent(checkpoint -> {
                    checkpoint
                            .parts()
                            .values()
                            .forEach(tensors -> tensors.forEach(tensor -> assertThat(
                                            tensor.size() * tensor.dtype().bytes())
                                    .isEqualTo(tensor.data().byteSize())));
                    assertThat(checkpoint.others()).isNotNull();
                });
    }
}
