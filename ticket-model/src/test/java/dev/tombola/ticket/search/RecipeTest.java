package dev.tombola.ticket.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {
    @Test
    void everythingButRateBatchAndLengthHasADefault() {
        var recipe = recipe("\"learningRate\":0.1,\"batch\":128,\"epochs\":2");

        assertThat(recipe)
                .isEqualTo(new Recipe(
                        Recipe.Optimizer.SGD,
                        0.1,
                        0.9,
                        0.0,
                        128,
                        2,
                        null,
                        new Schedule.Constant(),
                        0.0,
                        Recipe.Testing.BEST,
                        true));
    }

    @Test
    void isWrittenAsBeforeThereWereTwoPrecisions() {
        var recipe = recipe("\"learningRate\":0.1,\"batch\":1,\"epochs\":1,\"precision\":\"float32\"");

        assertThat(recipe).isEqualTo(recipe("\"learningRate\":0.1,\"batch\":1,\"epochs\":1"));
        assertThat(Json.write(recipe)).doesNotContain("precision");
        assertThat(Json.write(recipe.in(Recipe.Precision.BFLOAT16))).contains("\"precision\":\"bfloat16\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'batch':1,'epochs':1 | learningRate: is missing",
                "'learningRate':0,'batch':1,'epochs':1 | learningRate: 0.0 is not in (0, 1000)",
                "'learningRate':0.1,'epochs':1 | batch: is missing",
                "'learningRate':0.1,'batch':0,'epochs':1 | batch: 0 is not in [1, 65536]",
                "'learningRate':0.1,'batch':1.5,'epochs':1 | batch: 1.5 is not a whole number",
                "'learningRate':0.1,'batch':1 | epochs: exactly one of epochs and steps has to be given",
                "'learningRate':0.1,'batch':1,'epochs':1,'steps':1 | epochs: exactly one of epochs and steps has to be given",
                "'learningRate':0.1,'batch':1,'epochs':0 | epochs: 0 is not in [1, 100000]",
                "'learningRate':0.1,'batch':1,'steps':0 | steps: 0 is not in [1, 1000000000]",
                "'learningRate':0.1,'batch':1,'epochs':1,'momentum':1 | momentum: 1.0 is not in [0, 1)",
                "'learningRate':0.1,'batch':1,'epochs':1,'weightDecay':-1 | weightDecay: -1.0 is not in [0, 1)",
                "'learningRate':0.1,'batch':1,'epochs':1,'warmup':1001 | warmup: 1001 is not in [0, 1000]",
                "'learningRate':0.1,'batch':1,'epochs':1,'warmup':1.5 | warmup: 1.5 is not a whole epoch",
                "'learningRate':'fast','batch':1,'epochs':1 | learningRate: fast is not a number",
                "'learningRate':0.1,'batch':1,'epochs':1,'test':'twice' | test: twice is not one of best, once",
                "'learningRate':0.1,'batch':1,'epochs':1,'dropLast':'no' | dropLast: no is not true or false",
                "'learningRate':0.1,'batch':1,'epochs':1,'optimizer':'adam' | optimizer: adam is not one of sgd",
                "'learningRate':0.1,'batch':1,'epochs':1,'precision':'half' | precision: half is not one of float32, bfloat16"
            })
    void aWrongValueIsNamed(String written, String message) {
        assertThatThrownBy(() -> recipe(written.replace('\'', '"')))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage(message);
    }

    @Test
    void aScheduleIsAWordOrMomentsWithFactors() {
        assertThat(schedule("\"constant\"")).isEqualTo(new Schedule.Constant());
        assertThat(schedule("\"cosine\"")).isEqualTo(new Schedule.Cosine());
        assertThat(schedule("{\"136\":0.01,\"91\":0.1}"))
                .isEqualTo(new Schedule.Milestones(new TreeMap<>(java.util.Map.of(91.0, 0.1, 136.0, 0.01))));
    }

    @Test
    void aScheduleIsReadBackFromWhatItWrites() {
        for (var written : List.of("\"constant\"", "\"cosine\"", "{\"0.5\":0.1,\"0.75\":0.01}", "{\"91.0\":0.1}")) {
            assertThat(Json.write(schedule(written))).isEqualTo(written);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'linear' | schedule: linear is neither constant nor cosine nor a mapping of moments to factors",
                "{} | schedule: {} is neither constant nor cosine nor a mapping of moments to factors",
                "0.1 | schedule: 0.1 is neither constant nor cosine nor a mapping of moments to factors",
                "{'half':0.1} | schedule.half: 0.1 is not a moment and a factor",
                "{'0':0.1} | schedule: 0.0 is not a fraction of the steps or a number of epochs",
                "{'NaN':0.1} | schedule: NaN is not a fraction of the steps or a number of epochs",
                "{'1.5':0.1} | schedule: 1.5 is not a whole epoch",
                "{'0.5':0} | schedule: 0.0 is not a factor in (0, 1]",
                "{'0.5':2} | schedule: 2.0 is not a factor in (0, 1]"
            })
    void aWrongScheduleIsNamed(String written, String message) {
        var recipe = "\"learningRate\":0.1,\"batch\":128,\"epochs\":2,\"schedule\":" + written.replace('\'', '"');

        assertThatThrownBy(() -> recipe(recipe))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage(message);
    }

    private static Recipe recipe(String fields) {
        return Json.read("{" + fields + "}", Recipe.class);
    }

    private static Schedule schedule(String written) {
        return Json.read(written, Schedule.class);
    }
}
