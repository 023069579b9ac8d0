package dev.tombola.ticket.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LevelsTest {
    @Test
    void allAreThoseThatTheChainReaches() {
        var all = levels("\"all\"");

        assertThat(all.upTo(3)).containsExactly(0, 1, 2, 3);
        assertThat(all.highest()).isZero();
        assertThat(Json.write(all)).isEqualTo("\"all\"");
    }

    @Test
    void aListIsSortedAndEndsWhereTheChainDoes() {
        var listed = levels("[8, 0, 4, 8]");

        assertThat(listed).isEqualTo(new Levels.Listed(List.of(0, 4, 8)));
        assertThat(listed.upTo(7)).containsExactly(0, 4);
        assertThat(listed.highest()).isEqualTo(8);
        assertThat(Json.write(listed)).isEqualTo("[0,4,8]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"some\"", "[]", "[1.5]", "[\"1\"]", "3", "{}", "[null]"})
    void anythingElseIsRefused(String written) {
        assertThatThrownBy(() -> levels(written))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageEndingWith("is neither all nor a list of numbers of rounds");
    }

    @Test
    void aLevelOutOfRangeIsNamed() {
        assertThatThrownBy(() -> levels("[0, 101]")).hasMessage("levels: 101 is not in [0, 100]");
        assertThatThrownBy(() -> levels("[-1]")).hasMessage("levels: -1 is not in [0, 100]");
    }

    private static Levels levels(String written) {
        return Json.read(written, Levels.class);
    }
}
