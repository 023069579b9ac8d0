package dev.tombola.ticket.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrangementTest {
    private static final MaskLayout.Tensor FIRST = Networks.SMALL.tensors().getFirst();
    private static final MaskLayout.Tensor SECOND = Networks.SMALL.tensors().getLast();
    private static final MaskLayout BACKWARDS = new MaskLayout(List.of(SECOND, FIRST));

    @Test
    void everyWeightGoesAlongWithItsTensor() {
        var mask = Networks.keeping(Networks.SMALL, 1, 4, 6);

        var backwards = new Arrangement(BACKWARDS).of(mask);

        assertThat(backwards).isEqualTo(Networks.keeping(BACKWARDS, 0, 2, 5));
        assertThat(new Arrangement(Networks.SMALL).of(backwards)).isEqualTo(mask);
    }

    @Test
    void saysInWhatTheTensorsDiffer() {
        var mask = Networks.keeping(Networks.SMALL, 1);
        var wide = new MaskLayout.Tensor(SECOND.name(), List.of(8, 1, 1, 1));

        assertThatThrownBy(() -> arranged(mask, FIRST, wide))
                .hasMessage(SECOND.name() + " of [4, 1, 1, 1], not [8, 1, 1, 1]");
        assertThatThrownBy(() -> arranged(mask, FIRST)).hasMessage(SECOND.name() + " besides");
        assertThatThrownBy(() -> arranged(Networks.keeping(new MaskLayout(List.of(FIRST)), 1), SECOND, FIRST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no " + SECOND.name());
    }

    private static void arranged(Mask mask, MaskLayout.Tensor... order) {
        new Arrangement(new MaskLayout(List.of(order))).of(mask);
    }
}
