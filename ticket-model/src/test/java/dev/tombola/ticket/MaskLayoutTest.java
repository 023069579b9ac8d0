package dev.tombola.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.MaskLayout.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskLayoutTest {
    @Test
    void addsUpItsTensors() {
        var layout = new MaskLayout(
                List.of(new Tensor("a.weight", List.of(16, 3, 3, 3)), new Tensor("b.weight", List.of(32, 16, 1, 1))));

        assertThat(layout.tensors().getFirst().size()).isEqualTo(432);
        assertThat(layout.size()).isEqualTo(432 + 512);
    }

    @Test
    void refusesNoTensorsAndTwoOfOneName() {
        var tensor = new Tensor("a.weight", List.of(1, 1, 1, 1));

        assertThatThrownBy(() -> new MaskLayout(List.of()))
                .hasMessage("tensors: a mask needs at least one prunable tensor");
        assertThatThrownBy(() -> new MaskLayout(List.of(tensor, tensor))).hasMessage("tensors: two have the same name");
    }

    @Test
    void refusesSizesThatAreNotPositive() {
        assertThatThrownBy(() -> new Tensor("a.weight", List.of(3, 0)))
                .hasMessage("shape: [3, 0] has a size that is not positive");
        assertThatThrownBy(() -> new Tensor("a.weight", List.of())).hasMessageContaining("shape: []");
    }

    @Test
    void refusesToCountBeyondWhatAMaskCanHold() {
        var huge = new Tensor("a.weight", List.of(1 << 16, 1 << 15));

        assertThatThrownBy(huge::size).isInstanceOf(ArithmeticException.class);
    }
}
