package dev.tombola.ticket.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {
    private static final String LEAST = "\"learningRate\":0.1,\"batch\":8,\"epochs\":1";

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
                "'learningRate':0.1,'batch':1,'steps':-1,'metric':'knn' | steps: -1 is not in [0, 1000000000]",
                "'learningRate':0.1,'batch':1,'epochs':1,'momentum':1 | momentum: 1.0 is not in [0, 1)",
                "'learningRate':0.1,'batch':1,'epochs':1,'weightDecay':-1 | weightDecay: -1.0 is not in [0, 1)",
                "'learningRate':0.1,'batch':1,'epochs':1,'warmup':1001 | warmup: 1001 is not in [0, 1000]",
                "'learningRate':0.1,'batch':1,'epochs':1,'warmup':1.5 | warmup: 1.5 is not a whole epoch",
                "'learningRate':'fast','batch':1,'epochs':1 | learningRate: fast is not a number",
                "'learningRate':0.1,'batch':1,'epochs':1,'test':'twice' | test: twice is not one of best, once",
                "'learningRate':0.1,'batch':1,'epochs':1,'dropLast':'no' | dropLast: no is not true or false",
                "'learningRate':0.1,'batch':1,'epochs':1,'optimizer':'adam' | optimizer: adam is not one of sgd, lars",
                "'learningRate':0.1,'batch':1,'epochs':1,'precision':'half' | precision: half is not one of float32, bfloat16",
                "'learningRate':0.1,'batch':1,'epochs':1,'trust':0.01 | trust: 0.01 is of optimizer: lars",
                "'learningRate':0.1,'batch':1,'epochs':1,'norms':'surviving' | norms: surviving is of optimizer: lars",
                "'learningRate':0.1,'batch':1,'epochs':1,'optimizer':'lars','trust':0 | trust: 0.0 is not in (0, 1]",
                "'learningRate':0.1,'batch':1,'epochs':1,'optimizer':'lars','trust':1.5 | trust: 1.5 is not in (0, 1]",
                "'learningRate':0.1,'batch':1,'epochs':1,'metric':'top-5' | metric: top-5 is not one of {metrics}",
                "'learningRate':0.1,'batch':1,'epochs':1,'measures':['top-5'] | measures[0]: top-5 is not one of {metrics}",
                "'learningRate':0.1,'batch':4,'epochs':1,'objective':'byol' | objective: byol is not one of simclr, moco",
                "'learningRate':0.1,'batch':4,'epochs':1,'objective':'simclr','metric':'top-1' | metric: top-1 is of classifiers: no class is learned here",
                "'learningRate':0.1,'batch':4,'epochs':1,'objective':'simclr','measures':['knn','top-1'] | measures: top-1 is of classifiers: no class is learned here",
                "'learningRate':0.1,'batch':4,'epochs':1,'objective':'simclr','dropLast':false | dropLast: false leaves a smaller last batch, and only classification takes one",
                "'learningRate':0.1,'batch':6,'epochs':1,'objective':{'name':'simclr','normGroups':4} | objective.normGroups: 4 does not divide a batch of 6",
                "'learningRate':0.1,'batch':96,'epochs':1,'objective':'moco' | objective.queue: 65536 is no multiple of a batch of 96"
            })
    void aWrongValueIsNamed(String written, String message) {
        assertThatThrownBy(() -> recipe(written.replace('\'', '"')))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage(message.replace(
                        "{metrics}", "top-1, retrieval-top-1, retrieval-top-3, retrieval-top-5, knn, linear-probe"));
    }

    /** The ids of all runs that any installation has depend on it. */
    @Test
    void aClassificationIsWrittenAsBeforeThereWasAnythingElse() {
        var written = """
                {"batch":8,"dropLast":true,"epochs":1,"learningRate":0.1,"momentum":0.9,"optimizer":"sgd",\
                "schedule":"constant","test":"best","warmup":0,"weightDecay":0}""";

        assertThat(canonical(recipe(LEAST))).isEqualTo(written);
        assertThat(canonical(recipe(LEAST + ",\"metric\":\"top-1\",\"measures\":[],\"shuffle\":true")))
                .isEqualTo(written);
    }

    @Test
    void aClassificationIsTestedAtItsBestAndJudgedByTop1() {
        assertThat(recipe(LEAST))
                .returns(true, Recipe::classifies)
                .returns(true, Recipe::shuffles)
                .returns(Recipe.Testing.BEST, Recipe::test)
                .returns(TestMetric.TOP_1, Recipe::judgedBy)
                .returns(List.of(TestMetric.TOP_1), Recipe::everyMetric);
    }

    @Test
    void whatLearnsWithoutLabelsIsTestedOnceAndJudgedByRetrieval() {
        assertThat(recipe(LEAST + ",\"objective\":\"simclr\""))
                .returns(false, Recipe::classifies)
                .returns(Objective.of(Objective.Name.SIMCLR), Recipe::objective)
                .returns(Recipe.Testing.ONCE, Recipe::test)
                .returns(TestMetric.RETRIEVAL_TOP_1, Recipe::judgedBy);
        assertThat(recipe(LEAST + ",\"objective\":\"moco\",\"test\":\"best\",\"metric\":\"knn\""))
                .returns(Recipe.Testing.BEST, Recipe::test)
                .returns(TestMetric.NEAREST_NEIGHBOURS, Recipe::judgedBy);
    }

    @Test
    void whatJudgesIsMeasuredFirstAndNothingTwice() {
        var measures = ",\"measures\":[\"linear-probe\",\"top-1\",\"knn\",\"linear-probe\"]";

        assertThat(recipe(LEAST + measures).everyMetric())
                .containsExactly(TestMetric.TOP_1, TestMetric.NEAREST_NEIGHBOURS, TestMetric.LINEAR_PROBE);
        assertThat(recipe(LEAST + ",\"metric\":\"knn\"" + measures).everyMetric())
                .containsExactly(TestMetric.NEAREST_NEIGHBOURS, TestMetric.TOP_1, TestMetric.LINEAR_PROBE);
    }

    @Test
    void equalMeasuresAreEqualRecipesInWhateverOrder() {
        assertThat(recipe(LEAST + ",\"measures\":[\"linear-probe\",\"top-1\",\"knn\"]"))
                .isEqualTo(recipe(LEAST + ",\"measures\":[\"knn\",\"knn\",\"linear-probe\"]"));
    }

    @Test
    void onlyAFixedOrderIsWritten() {
        var fixed = recipe(LEAST + ",\"shuffle\":false");

        assertThat(fixed.shuffles()).isFalse();
        assertThat(canonical(fixed)).contains("\"shuffle\":false");
    }

    @Test
    void larsHasATrustAndCountsAllWeights() {
        var lars = recipe(LEAST + ",\"optimizer\":\"lars\"");

        assertThat(lars).returns(0.001, Recipe::trust).returns(null, Recipe::norms);
        assertThat(recipe(LEAST + ",\"optimizer\":\"lars\",\"trust\":0.001,\"norms\":\"all\""))
                .isEqualTo(lars);
        assertThat(recipe(LEAST + ",\"optimizer\":\"lars\",\"trust\":1,\"norms\":\"surviving\""))
                .returns(1.0, Recipe::trust)
                .returns(Recipe.Norms.SURVIVING, Recipe::norms);
    }

    @Test
    void aStepThatTakesTheGradientHasTheLossAndTheBatchesOfTheRecipe() {
        // Given
        var recipe = recipe("""
                "optimizer":"lars","learningRate":0.1,"batch":8,"epochs":9,"momentum":0.5,"weightDecay":0.1,"warmup":2,\
                "schedule":"cosine","test":"best","precision":"bfloat16","norms":"surviving","shuffle":false,\
                "objective":{"name":"moco","temperature":0.1,"queue":16},"metric":"knn","measures":["linear-probe"]""");

        // When
        var step = recipe.gradientStep();

        // Then
        assertThat(step).isEqualTo(recipe("""
                "optimizer":"sgd","learningRate":1,"batch":8,"steps":1,"momentum":0,"test":"once","precision":"bfloat16",\
                "shuffle":false,"objective":{"name":"moco","temperature":0.1,"queue":16},"metric":"knn\""""));
    }

    @Test
    void isReadBackFromWhatItWrites() {
        var recipe = recipe("""
                "optimizer":"lars","learningRate":0.1,"batch":8,"epochs":1,"norms":"surviving","shuffle":false,\
                "objective":{"name":"simclr","form":"log-of-mean"},"metric":"retrieval-top-5","measures":["knn"]""");

        assertThat(Json.read(Json.write(recipe), Recipe.class)).isEqualTo(recipe);
        assertThat(recipe.in(Recipe.Precision.BFLOAT16).in(Recipe.Precision.FLOAT32))
                .isEqualTo(recipe);
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

    private static String canonical(Recipe recipe) {
        return new String(Json.canonical(recipe), StandardCharsets.UTF_8);
    }

    private static Schedule schedule(String written) {
        return Json.read(written, Schedule.class);
    }
}
