package dev.tombola.ticket.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The paper's values (2.3, 2.4) where a search says nothing, and what cannot be an objective. */
class ObjectiveTest {
    @Test
    void simclrIsAsInThePaper() {
        assertThat(objective("'simclr'"))
                .isEqualTo(new Objective(Objective.Name.SIMCLR, 0.5, null, null, null, 1, null, 128, ViewTerms.SIMCLR));
    }

    @Test
    void mocoIsAsInThePaper() {
        assertThat(objective("'moco'"))
                .isEqualTo(new Objective(Objective.Name.MOCO, 0.2, null, 65_536, 0.999, 4, null, 128, ViewTerms.MOCO));
    }

    @ParameterizedTest
    @EnumSource(Objective.Name.class)
    void theNameAloneIsAMappingWithNothingElse(Objective.Name name) {
        var written = Json.write(name);

        assertThat(Json.read(written, Objective.class)).isEqualTo(Objective.of(name));
        assertThat(Json.read("{\"name\":" + written + "}", Objective.class)).isEqualTo(Objective.of(name));
    }

    @Test
    void isWrittenInFull() {
        assertThat(Json.write(Objective.of(Objective.Name.SIMCLR))).isEqualTo("""
                {"name":"simclr","temperature":0.5,"normGroups":1,"dimensions":128,"views":{"crop":[0.08,1.0],"flip":0.5,\
                "jitter":{"probability":0.8,"brightness":0.8,"contrast":0.8,"saturation":0.8,"hue":0.2},\
                "grayscale":0.2,"blur":0.0}}""");
        assertThat(Json.write(Objective.of(Objective.Name.MOCO))).isEqualTo("""
                {"name":"moco","temperature":0.2,"queue":65536,"keyMomentum":0.999,"normGroups":4,"dimensions":128,\
                "views":{"crop":[0.2,1.0],"flip":0.5,\
                "jitter":{"probability":0.8,"brightness":0.4,"contrast":0.4,"saturation":0.4,"hue":0.1},\
                "grayscale":0.2,"blur":0.5}}""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name':'simclr','form':'log-of-mean','normGroups':4,'hidden':64,'dimensions':32}",
                "{'name':'moco','temperature':0.07,'queue':512,'keyMomentum':0,'views':{'blur':0}}"
            })
    void isReadBackFromWhatItWrites(String written) {
        var objective = objective(written);

        assertThat(Json.read(Json.write(objective), Objective.class)).isEqualTo(objective);
    }

    @Test
    void theStandardFormIsTheOneThatIsLeftOut() {
        assertThat(objective("{'name':'simclr','form':'standard'}")).isEqualTo(objective("'simclr'"));
        assertThat(objective("{'name':'simclr','form':'log-of-mean'}").form()).isEqualTo(Objective.Form.LOG_OF_MEAN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name':'simclr','temperature':1000,'normGroups':1024,'hidden':65536,'dimensions':65536}",
                "{'name':'simclr','hidden':1,'dimensions':1}",
                "{'name':'moco','queue':16777216,'keyMomentum':0,'dimensions':16}",
                "{'name':'moco','queue':1}"
            })
    void theLimitsThemselvesAreAllowed(String written) {
        assertThatCode(() -> objective(written)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | name: is missing",
                "{'temperature':0.1} | name: is missing",
                "'byol' | byol is not one of simclr, moco",
                "{'name':'byol'} | name: byol is not one of simclr, moco",
                "{'name':'moco','form':'log-of-mean'} | form: log-of-mean is of simclr: moco has one form",
                "{'name':'simclr','form':'mean'} | form: mean is not one of standard, log-of-mean",
                "{'name':'simclr','queue':64} | queue: 64 is of moco: simclr has none",
                "{'name':'simclr','keyMomentum':0.9} | keyMomentum: 0.9 is of moco: simclr has no keys",
                "{'name':'simclr','temperature':0} | temperature: 0.0 is not in (0, 1000]",
                "{'name':'simclr','temperature':1001} | temperature: 1001.0 is not in (0, 1000]",
                "{'name':'moco','queue':0} | queue: 0 is not in [1, 2^24]",
                "{'name':'moco','queue':16777217} | queue: 16777217 is not in [1, 2^24]",
                "{'name':'moco','keyMomentum':1} | keyMomentum: 1.0 is not in [0, 1)",
                "{'name':'moco','keyMomentum':-0.1} | keyMomentum: -0.1 is not in [0, 1)",
                "{'name':'simclr','normGroups':0} | normGroups: 0 is not in [1, 1024]",
                "{'name':'simclr','normGroups':1025} | normGroups: 1025 is not in [1, 1024]",
                "{'name':'simclr','hidden':0} | hidden: 0 is not in [1, 65536]",
                "{'name':'simclr','hidden':65537} | hidden: 65537 is not in [1, 65536]",
                "{'name':'simclr','dimensions':0} | dimensions: 0 is not in [1, 65536]",
                "{'name':'simclr','dimensions':65537} | dimensions: 65537 is not in [1, 65536]",
                "{'name':'simclr','views':{'flip':2}} | views.flip: 2.0 is not in [0, 1]"
            })
    void aWrongValueIsNamed(String written, String message) {
        assertThatThrownBy(() -> objective(written))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage(message);
    }

    @Test
    void aBatchHoldsItsPartsAndFillsTheQueueAWholeNumberOfTimes() {
        var moco = objective("{'name':'moco','queue':96,'normGroups':4}");

        assertThatCode(() -> moco.requireGoesWith(32)).doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> moco.requireGoesWith(6))
                .withMessage("objective.normGroups: 4 does not divide a batch of 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> moco.requireGoesWith(64))
                .withMessage("objective.queue: 96 is no multiple of a batch of 64");
    }

    private static Objective objective(String written) {
        return Json.read(written.replace('\'', '"'), Objective.class);
    }
}
