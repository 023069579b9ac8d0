package dev.tombola.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.Safetensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;

class SafetensorsFuzzTest {

    @FuzzTest
    void reads(byte[] bytes) {
        Reading.of(bytes.length, () -> Safetensors.of(bytes), InvalidTensorFileException.class)
                .ifPresent(SafetensorsFuzzTest::assertWrittenAndReadAgain);
    }

    private static void assertWrittenAndReadAgain(Safetensors file) {
        var again = Safetensors.of(written(file));
        assertThat(again.metadata()).isEqualTo(file.metadata());
        assertThat(again.names()).isEqualTo(file.names());
        for (var tensor : file.tensors()) {
            var same = again.tensor(tensor.name());
            assertThat(same.dtype()).isEqualTo(tensor.dtype());
            assertThat(same.shape()).isEqualTo(tensor.shape());
            assertThat(same.data().toArray(ValueLayout.JAVA_BYTE))
                    .isEqualTo(tensor.data().toArray(ValueLayout.JAVA_BYTE));
            if (tensor.dtype().isFloating()) {
                assertThat(tensor.toFloats()).hasSize(Math.toIntExact(tensor.size()));
            }
        }
    }

    private static byte[] written(Safetensors file) {
        var out = new ByteArrayOutputStream();
        try {
            Safetensors.write(out, file.tensors(), file.metadata());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
