package dev.tombola.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {
    @Test
    void doublesFourTimesAndBeginsAnewAfterASuccess() {
        var backOff = new BackOff();

        var pauses =
                Stream.generate(backOff::next).limit(6).map(Duration::toSeconds).toList();
        backOff.reset();

        assertThat(pauses).containsExactly(5L, 10L, 20L, 40L, 80L, 80L);
        assertThat(backOff.next()).isEqualTo(Duration.ofSeconds(5));
    }
}
