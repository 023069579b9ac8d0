package dev.tombola.vision.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.network.Parameter;
import dev.tombola.vision.network.Parameter.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorGroupTest {
    private static final TorchEngine ENGINE = TorchEngine.start("cpu", 1);
    private static final List<Parameter> PARAMETERS = List.of(
            new Parameter("norm", Kind.NORM_WEIGHT, List.of(2)),
            new Parameter("conv", Kind.CONVOLUTION_WEIGHT, List.of(2, 3, 1, 2)));

    @Test
    void laysConvolutionsWeightsAsImagesLie() {
        assertThat(inMemory(ChannelOrder.CHANNELS_FIRST))
                .containsExactly(100, 101, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(inMemory(ChannelOrder.CHANNELS_LAST))
                .containsExactly(100, 101, 0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11);
    }

    @ParameterizedTest
    @EnumSource
    void givesBackWhatItTook(ChannelOrder layout) {
        var group = new TensorGroup(PARAMETERS, layout);
        try (var memory = ENGINE.memory()) {
            var values = group.values(group.array(TensorGroupTest::values, memory));

            PARAMETERS.forEach(
                    parameter -> assertThat(values.get(parameter.name())).containsExactly(values(parameter)));
        }
    }

    private static float[] inMemory(ChannelOrder layout) {
        try (var memory = ENGINE.memory()) {
            return new TensorGroup(PARAMETERS, layout)
                    .array(TensorGroupTest::values, memory)
                    .toFloatArray();
        }
    }

    private static float[] values(Parameter parameter) {
        var values = new float[parameter.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = parameter.kind() == Kind.NORM_WEIGHT ? 100 + i : i;
        }
        return values;
    }
}
