package dev.tombola.vision.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.util.Utils;
import dev.tombola.vision.batch.ChannelOrder;
import org.junit.jupiter.api.Test;

class TorchEngineTest {
    private static final TorchEngine ENGINE = TorchEngine.start("cpu", 1);

    @Test
    void neitherDownloadsNorReports() {
        assertThat(Utils.isOfflineMode()).isTrue();
        assertThat(Utils.getEnvOrSystemProperty("OPT_OUT_TRACKING")).isEqualTo("true");
    }

    @Test
    void refusesAnotherNumberOfThreadsInTheSameProcess() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TorchEngine.start("cpu", 2))
                .withMessageContaining("runs with 1 threads in this process");
    }

    @Test
    void namesADeviceThatDoesNotExist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TorchEngine.start("tpu", 1))
                .withMessage("no device is called tpu: cpu, gpu0, gpu1, …");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TorchEngine.start("gpu99", 1))
                .withMessageStartingWith("no device gpu99");
    }

    @Test
    void saysWhatDecidesTheLastBits() {
        var fingerprint = NumericFingerprint.of(ENGINE);

        assertThat(fingerprint.engine()).matches("PyTorch [0-9.]+, DJL [0-9.]+, functions [0-9a-f]{8}");
        assertThat(fingerprint.processor()).isNotBlank();
        assertThat(fingerprint.threads()).isEqualTo(1);
        assertThat(fingerprint.precision()).isEqualTo("the recipe's, channels-last");
        assertThat(NumericFingerprint.of(ENGINE.with(ChannelOrder.CHANNELS_FIRST)))
                .isNotEqualTo(fingerprint);
    }
}
