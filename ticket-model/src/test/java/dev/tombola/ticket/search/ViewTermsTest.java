package dev.tombola.ticket.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewTermsTest {
    private static final String JITTER =
            "{'jitter':{'probability':%s,'brightness':%s,'contrast':%s,'saturation':%s,'hue':%s}}";

    @Test
    void whatIsLeftOutIsAsInTheObjectivesPaper() {
        var moco = Json.read("{\"name\":\"moco\",\"views\":{\"crop\":[0.5,0.9],\"blur\":0}}", Objective.class);

        assertThat(moco.views())
                .isEqualTo(
                        new ViewTerms(List.of(0.5, 0.9), 0.5, new ViewTerms.Jitter(0.8, 0.4, 0.4, 0.4, 0.1), 0.2, 0.0));
    }

    @Test
    void whatIsGivenIsAllThatCounts() {
        var all = new ViewTerms(List.of(1.0, 1.0), 0.0, new ViewTerms.Jitter(0, 0, 0, 0, 0), 0.0, 0.0);

        assertThat(all.or(ViewTerms.MOCO)).isEqualTo(all);
        assertThat(terms("{}").or(ViewTerms.SIMCLR)).isEqualTo(ViewTerms.SIMCLR);
    }

    @Test
    void theLimitsThemselvesAreAllowed() {
        assertThatCode(() -> terms(JITTER.formatted(1, 10, 10, 10, 0.5))).doesNotThrowAnyException();
        assertThatCode(() -> terms("{'crop':[0.3,0.3],'flip':1,'grayscale':0,'blur':1}"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'crop':[0.5]} | crop: [0.5] is not two shares of the area in order, above 0 and at most 1",
                "{'crop':[0.1,0.2,0.3]} | crop: [0.1, 0.2, 0.3] is not two shares of the area in order, above 0 and at most 1",
                "{'crop':[0,1]} | crop: [0.0, 1.0] is not two shares of the area in order, above 0 and at most 1",
                "{'crop':[0.5,0.4]} | crop: [0.5, 0.4] is not two shares of the area in order, above 0 and at most 1",
                "{'crop':[0.5,1.1]} | crop: [0.5, 1.1] is not two shares of the area in order, above 0 and at most 1",
                "{'crop':0.5} | crop: is not a list",
                "{'flip':1.1} | flip: 1.1 is not in [0, 1]",
                "{'flip':-0.1} | flip: -0.1 is not in [0, 1]",
                "{'grayscale':2} | grayscale: 2.0 is not in [0, 1]",
                "{'blur':-1} | blur: -1.0 is not in [0, 1]",
                "{'blur':'much'} | blur: much is not a number",
                "{'jitter':0.5} | jitter: is not a mapping of keys to values",
                "{'jitter':{'probability':0.8}} | jitter.brightness: is missing"
            })
    void aWrongValueIsNamed(String written, String message) {
        assertRefused(written, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.1 | 0 | 0 | 0 | 0 | jitter.probability: 1.1 is not in [0, 1]",
                "1 | 10.1 | 0 | 0 | 0 | jitter.brightness: 10.1 is not in [0, 10]",
                "1 | 0 | -1 | 0 | 0 | jitter.contrast: -1.0 is not in [0, 10]",
                "1 | 0 | 0 | 11 | 0 | jitter.saturation: 11.0 is not in [0, 10]",
                "1 | 0 | 0 | 0 | 0.6 | jitter.hue: 0.6 is not in [0, 0.5]"
            })
    void aWrongJitterIsNamed(
            String probability, String brightness, String contrast, String saturation, String hue, String message) {
        assertRefused(JITTER.formatted(probability, brightness, contrast, saturation, hue), message);
    }

    private static void assertRefused(String written, String message) {
        assertThatThrownBy(() -> terms(written))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage(message);
    }

    private static ViewTerms terms(String written) {
        return Json.read(written.replace('\'', '"'), ViewTerms.class);
    }
}
