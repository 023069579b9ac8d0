package dev.tombola.vision.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"cifar10", "fashion-mnist/0,2,4", "mnist/4,0,2", "cifar100:5000", "fashion-mnist/1,3:16000"})
    void aCanonicalNameIsReadAndWrittenUnchanged(String text) {
        assertThat(TaskName.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    mnist/0-4      | mnist/0,1,2,3,4
                    mnist/7,0-2    | mnist/7,0,1,2
                    mnist/3-3      | mnist/3
                    mnist/0-9      | mnist
                    mnist/0-9:0100 | mnist:100""")
    void namesOfOneTaskHaveOneText(String text, String canonical) {
        assertThat(TaskName.parse(text)).hasToString(canonical).isEqualTo(TaskName.parse(canonical));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    fashon-mnist  | no data set is called fashon-mnist; the nearest known is fashion-mnist
                    cifar11       | no data set is called cifar11; the nearest known is cifar10
                    mnist/10      | mnist has classes 0 to 9, not 10
                    mnist/0-10    | mnist has classes 0 to 9, not 10
                    mnist/1,2,1   | a class is listed twice: [1, 2, 1]
                    mnist/4-2     | the range 4-2 runs backwards
                    mnist/        | '' is no class
                    mnist/1,,2    | '' is no class
                    mnist/-1      | '' is no class
                    mnist/1/2     | '1/2' is no class
                    mnist/a       | 'a' is no class
                    mnist/0-99999999 | the range 0-99999999 is too long
                    mnist:0       | at least 1 training image is needed
                    mnist:-5      | '-5' is no number of images
                    mnist:        | '' is no number of images
                    mnist:1e3     | '1e3' is no number of images
                    mnist:55001   | mnist has 55000 training images, not 55001
                    mnist:99999999999 | '99999999999' is no number of images""")
    void whatCannotBeMeantIsAnsweredInOneLine(String text, String answer) {
        assertThatThrownBy(() -> TaskName.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("task " + text + ": " + answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/1", ":5"})
    void whatIsNoTaskAtAllIsAnsweredWithTheForms(String text) {
        assertThatThrownBy(() -> TaskName.parse(text)).hasMessageContaining("a task is NAME, NAME/0,2,4");
    }

    @ParameterizedTest
    @CsvSource({"cifar100,100", "mnist/1-3,3"})
    void countsTheClassesToTellApart(String text, int classes) {
        assertThat(TaskName.parse(text).classCount()).isEqualTo(classes);
        assertThat(TaskName.parse("mnist").classes()).isEqualTo(List.of());
    }
}
