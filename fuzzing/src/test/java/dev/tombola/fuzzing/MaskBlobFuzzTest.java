package dev.tombola.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tombola.store.mask.MaskBlob;
import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.ticket.MaskLayout;
import java.util.List;

class MaskBlobFuzzTest {
    private static final MaskLayout LAYOUT = new MaskLayout(List.of(
            new MaskLayout.Tensor("conv1.weight", List.of(3, 2, 1, 1)),
            new MaskLayout.Tensor("conv2.weight", List.of(5, 3, 3, 3))));

    @FuzzTest
    void reads(byte[] bytes) {
        Reading.of(bytes.length, () -> MaskBlob.inflate(bytes, LAYOUT), InvalidTensorFileException.class)
                .ifPresent(mask -> assertThat(MaskBlob.inflate(MaskBlob.deflate(mask), LAYOUT))
                        .isEqualTo(mask));
    }
}
