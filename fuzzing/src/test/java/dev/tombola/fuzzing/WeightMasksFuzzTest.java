package dev.tombola.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tombola.store.mask.WeightMasks;
import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

class WeightMasksFuzzTest {
    private static final MaskLayout LAYOUT = new MaskLayout(List.of(
            new MaskLayout.Tensor("a.weight", List.of(2, 2, 1, 1)), new MaskLayout.Tensor("b.weight", List.of(3))));

    @FuzzTest
    void reads(byte[] bytes) {
        Reading.of(bytes.length, () -> read(bytes), InvalidTensorFileException.class)
                .ifPresent(mask -> assertThat(read(exported(mask))).isEqualTo(mask));
    }

    private static Mask read(byte[] bytes) {
        return WeightMasks.read(Safetensors.of(bytes), LAYOUT);
    }

    private static byte[] exported(Mask mask) {
        var out = new ByteArrayOutputStream();
        try {
            Safetensors.write(out, WeightMasks.export(mask), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
