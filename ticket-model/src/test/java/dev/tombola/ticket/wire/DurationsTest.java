package dev.tombola.ticket.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "90, PT1M30S",
        "90s, PT1M30S",
        "' 90s ', PT1M30S",
        "2m, PT2M",
        "1m30s, PT1M30S",
        "PT1M30S, PT1M30S",
        "500ms, PT0.5S",
        "1d, PT24H",
        "0, PT0S"
    })
    void readsWhatPeopleWrite(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "5 s", "PT-5S", "99999999999999999999"})
    void namesWhatIsNoTime(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage(text + " is no time such as 60s");
    }
}
