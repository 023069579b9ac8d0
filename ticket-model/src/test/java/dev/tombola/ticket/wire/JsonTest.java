package dev.tombola.ticket.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import dev.tombola.ticket.Sparsity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    /** A bit of everything that documents are made of. */
    record Plan(
            Colour colour,
            int size,
            @Nullable Double rate,
            boolean wide,
            List<Part> parts,
            Map<String, Part> named,
            Sparsity sparsity) {
        Plan {
            parts = parts == null ? List.of() : List.copyOf(parts);
            named = named == null ? Map.of() : Map.copyOf(named);
            sparsity = sparsity == null ? Sparsity.DENSE : sparsity;
        }
    }

    record Part(String name, int count) {
        Part {
            if (count < 0) {
                throw new IllegalArgumentException("count: " + count + " is negative");
            }
        }
    }

    enum Colour {
        @JsonProperty("red")
        RED,
        @JsonProperty("dark-blue")
        DARK_BLUE
    }

    private static final String LEAST = "{\"colour\":\"red\",\"size\":1,\"wide\":false";

    @Test
    void leavesOutWhatIsEmptyOrAbsentAndReadsItBack() {
        var plan = plan("}");

        assertThat(Json.write(plan)).isEqualTo(LEAST + ",\"sparsity\":0.0}");
        assertThat(Json.read(Json.write(plan), Plan.class)).isEqualTo(plan);
        assertThat(Json.read(Json.writePretty(plan), Plan.class)).isEqualTo(plan);
    }

    @Test
    void ignoresWhatItDoesNotKnow() {
        assertThat(plan(",\"later\":{\"deep\":[1]},\"parts\":[{\"name\":\"a\",\"count\":1,\"more\":null}]}"))
                .isEqualTo(plan(",\"parts\":[{\"name\":\"a\",\"count\":1}]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'size':1,'wide':false} | colour: is missing",
                "{'colour':null,'size':1,'wide':false} | colour: is missing",
                "{'colour':'red','wide':false} | size: is missing",
                "{'colour':'red','size':1} | wide: is missing",
                "{'colour':'green','size':1,'wide':false} | colour: green is not one of red, dark-blue",
                "{'colour':'red','size':'1','wide':false} | size: 1 is not a whole number",
                "{'colour':'red','size':1.5,'wide':false} | size: 1.5 is not a whole number",
                "{'colour':'red','size':99999999999,'wide':false} | size: 99999999999 is out of range",
                "{'colour':'red','size':[],'wide':false} | size: is not a whole number",
                "{'colour':'red','size':1,'wide':'yes'} | wide: yes is not true or false",
                "{'colour':'red','size':1,'wide':0} | wide: 0 is not true or false",
                "{'colour':'red','size':1,'wide':false,'parts':{}} | parts: is not a list",
                "{'colour':'red','size':1,'wide':false,'parts':[null]} | parts[0]: is null",
                "{'colour':'red','size':1,'wide':false,'parts':[7]} | parts[0]: is not a mapping of keys to values",
                "{'colour':'red','size':1,'wide':false,'parts':[{'count':1}]} | parts[0].name: is missing",
                "{'colour':'red','size':1,'wide':false,'parts':[{'name':'a','count':-1}]} | parts[0].count: -1 is negative",
                "{'colour':'red','size':1,'wide':false,'named':{'count':{'name':'a','count':-1}}} | named.count.count: -1 is negative",
                "{'colour':'red','size':1,'wide':false,'named':[]} | named: is not a mapping of keys to values",
                "{'colour':'red','size':1,'wide':false,'sparsity':2} | sparsity: 2.0 is not in [0, 1)",
                "7 | is not a mapping of keys to values",
                "null | null is not a Plan"
            })
    void namesThePathOfWhatIsWrong(String written, String message) {
        assertThatThrownBy(() -> Json.read(written.replace('\'', '"'), Plan.class))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{ | 1", "'' | 1", "{\"colour\": | 1", "colour | 1"})
    void saysInOneLineWhereATextBreaksOff(String written, int line) {
        assertThatThrownBy(() -> Json.read(written, Plan.class))
                .isInstanceOf(InvalidDocumentException.class)
                .message()
                .startsWith("line " + line + ", column ")
                .doesNotContain("\n");
    }

    @Test
    void refusesASecondDocumentBehindTheFirst() {
        assertThatThrownBy(() -> Json.read(LEAST + "} {}", Plan.class))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage("something follows the end of the document");
    }

    @Test
    void saysNoMoreThanFitsOnALine() {
        var huge = "{\"colour\":\"" + "x\\n".repeat(10_000) + "\"}";

        assertThatThrownBy(() -> Json.read(huge, Plan.class))
                .message()
                .hasSizeLessThan(310)
                .doesNotContain("\n");
    }

    @Test
    void suggestsTheNearestNameForAKeyThatIsUnknown() {
        // Given
        var strict = Json.mapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

        // When
        var complaints = Stream.of(",\"sise\":1}", ",\"entirely\":1}").map(rest -> complaint(strict, LEAST + rest));

        // Then
        assertThat(complaints)
                .containsExactly(
                        "sise: unknown key; did you mean size?",
                        "entirely: unknown key; known are colour, named, parts, rate, size, sparsity, wide");
    }

    @Test
    void refusesBytesThatAreNotText() {
        assertThatThrownBy(() -> Json.read(new byte[] {(byte) 0xff, 0, 1}, Plan.class))
                .isInstanceOf(InvalidDocumentException.class);
        assertThat(Json.read("\"ü\"".getBytes(StandardCharsets.UTF_8), String.class))
                .isEqualTo("ü");
    }

    @Test
    void hasOneCanonicalFormWhateverTheOrder() {
        var one = Json.read("{\"b\":1e2,\"a\":[0.10,\"ü\"]}", Object.class);
        var other = Json.read("{\"a\":[1E-1,\"\\u00fc\"],\"b\":100.0}", Object.class);

        assertThat(Json.canonical(one))
                .isEqualTo(Json.canonical(other))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"a\":[0.1,\"ü\"],\"b\":100}");
    }

    @Test
    void refusesToWriteWhatHasNoForm() {
        assertThatThrownBy(() -> Json.write(new Object()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cannot be written as JSON: java.lang.Object");
    }

    private static Plan plan(String rest) {
        return Json.read(LEAST + rest, Plan.class);
    }

    private static String complaint(com.fasterxml.jackson.databind.ObjectMapper strict, String document) {
        try {
            return strict.readValue(document, Plan.class).toString();
        } catch (JsonProcessingException e) {
            return String.valueOf(Complaint.about(e).getMessage());
        }
    }
}
