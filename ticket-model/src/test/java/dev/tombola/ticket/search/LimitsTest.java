package dev.tombola.ticket.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lies exactly at a limit is taken, what lies just beyond it is not. */
class LimitsTest {
    @ParameterizedTest
    @CsvSource({
        "learningRate, 1e-300, 0",
        "learningRate, 999.9999, 1000",
        "momentum, 0, -1e-9",
        "momentum, 0.999999, 1",
        "weightDecay, 0, -1e-9",
        "weightDecay, 0.999999, 1",
        "batch, 1, 0",
        "batch, 65536, 65537",
        "warmup, 0, -0.1",
        "warmup, 0.5, 1.5",
        "warmup, 1, 1.25",
        "warmup, 1000, 1001",
        "epochs, 1, 0",
        "epochs, 100000, 100001",
    })
    void ofARecipe(String key, String last, String beyond) {
        var recipe = Map.of("learningRate", "0.1", "batch", "8", "epochs", "1");

        assertLimit(recipe, Recipe.class, key, last, beyond);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1000000000, 1000000001"})
    void ofStepsInTheirPlace(String last, String beyond) {
        assertLimit(Map.of("learningRate", "0.1", "batch", "8"), Recipe.class, "steps", last, beyond);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"1e-9\":1} | {\"0\":1}",
                "{\"100000\":1} | {\"100001\":1}",
                "{\"0.5\":1} | {\"1.5\":1}",
                "{\"1\":1} | {\"1.25\":1}",
                "{\"1\":1e-9} | {\"1\":0}",
                "{\"1\":1} | {\"1\":1.0001}",
            })
    void ofAScheduleOfMilestones(String last, String beyond) {
        var recipe = Map.of("learningRate", "0.1", "batch", "8", "epochs", "1");

        assertLimit(recipe, Recipe.class, "schedule", last, beyond);
    }

    @ParameterizedTest
    @CsvSource({
        "rate, 1e-9, 0",
        "rate, 0.999999, 1",
        "rounds, 0, -1",
        "rounds, 100, 101",
        "images, 1, 0",
        "seed, 0, -1",
        "seed, 9007199254740991, 9007199254740992",
        "levels, [0], [-1]",
        "levels, [100], [101]",
    })
    void ofAChain(String key, String last, String beyond) {
        assertLimit(Map.of("from", "\"p\""), Chain.class, key, last, beyond);
    }

    @ParameterizedTest
    @CsvSource({"width, 1, 0", "width, 4096, 4097", "stemStride, 1, 0", "stemStride, 2, 3"})
    void ofANetwork(String key, String last, String beyond) {
        assertLimit(Map.of("name", "\"resnet50\""), Architecture.class, key, last, beyond);
    }

    private static void assertLimit(Map<String, String> rest, Class<?> type, String key, String last, String beyond) {
        assertThat(Json.read(with(rest, key, last), type)).isNotNull();
        assertThatThrownBy(() -> Json.read(with(rest, key, beyond), type))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageStartingWith(key);
    }

    private static String with(Map<String, String> rest, String key, String given) {
        var all = new HashMap<>(rest);
        all.put(key, given);
        var json = new StringBuilder();
        all.forEach((name, value) -> json.append(json.isEmpty() ? "{\"" : ",\"")
                .append(name)
                .append("\":")
                .append(value));
        return json.append('}').toString();
    }
}
