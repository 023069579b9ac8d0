package dev.tombola.ticket.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
    @Test
    void makesOneSpaceOfWhateverMovesTheCursor() {
        assertThat(OneLine.of(" a \r\n\tb\u001b[1m\u0085c\u2028d\u0000 ", 99)).isEqualTo("a b [1m c d");
    }

    @Test
    void cutsBehindAsManyCharactersAsAreAllowedBeItInAWordOrNot() {
        assertThat(OneLine.of("12 45", 5)).isEqualTo("12 45");
        assertThat(OneLine.of("12 456", 5)).isEqualTo("12 45…");
        assertThat(OneLine.of("12 45 78", 4)).isEqualTo("12 4…");
        assertThat(OneLine.of("1234 6", 4)).isEqualTo("1234…");
        assertThat(OneLine.of(" \n", 4)).isEmpty();
    }
}
