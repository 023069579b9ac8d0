package dev.tombola.vision.torchscript;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LarsScriptTest {
    @Test
    void takesTheNormOfATensorRowByRow() {
        assertThat(new String(LarsScript.emit(List.of(12, 7)), StandardCharsets.ISO_8859_1))
                .contains("torch.split_with_sizes(weights, [12, 7])")
                .contains("torch.view(w[0], [3, 4])")
                .contains("torch.view(w[1], [1, 7])");
    }

    @Test
    void givesEqualBytesForEqualSizes() {
        assertThat(LarsScript.emit(List.of(12, 7)))
                .isEqualTo(LarsScript.emit(List.of(12, 7)))
                .isNotEqualTo(LarsScript.emit(List.of(7, 12)));
    }
}
