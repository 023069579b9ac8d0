package dev.tombola.ticket.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tombola.ticket.event.Examples;
import dev.tombola.ticket.search.Survivor;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunResultTest {
    @Test
    void isReadBackFromWhatItWrites() {
        for (var result : List.of(Examples.RESULT, Examples.ROUND_RESULT)) {
            assertThat(Json.read(Json.write(result), RunResult.class)).isEqualTo(result);
        }
    }

    @Test
    void aClassificationIsWrittenAsBeforeThereWasAnythingElse() {
        assertThat(Json.write(Examples.RESULT)).doesNotContain("\"state\"", "\"beside\"");
        assertThat(Json.read(Json.write(Examples.RESULT), RunResult.class))
                .satisfies(read -> assertThat(read.state()).isNull())
                .satisfies(read -> assertThat(read.beside()).isEmpty());
    }

    @Test
    void whatIsMeasuredBesideIsWrittenByName() {
        assertThat(Json.write(Examples.ROUND_RESULT)).contains("\"beside\":{\"knn\":0.6875,\"linear-probe\":0.7125}");
    }

    @Test
    void whatIsTakenOverHasAStateAndParts() {
        var written = Json.mapper().valueToTree(Examples.ROUND_SPEC).deepCopy();
        var inherited = (ObjectNode) written.path("inherited");

        assertThatThrownBy(() -> read(inherited.deepCopy().without("state")))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage("state: is missing");
        assertThatThrownBy(() -> read(inherited.deepCopy().without("parts"))).hasMessage("parts: is missing");
        assertThatThrownBy(() ->
                        read(inherited.deepCopy().set("parts", Json.mapper().createArrayNode())))
                .hasMessage("parts: is empty");
    }

    @Test
    void theOrderOfPartsMakesNoOtherRun() {
        var state = Examples.object("state", 1).digest();

        assertThat(new Inheritance(state, List.of(Survivor.QUEUE, Survivor.HEAD, Survivor.QUEUE)))
                .isEqualTo(new Inheritance(state, List.of(Survivor.HEAD, Survivor.QUEUE)));
    }

    private static Inheritance read(Object written) {
        return Json.read(written.toString(), Inheritance.class);
    }
}
