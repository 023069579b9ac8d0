package dev.tombola.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.wire.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What releases wrote is what this one reads. */
class RecordingTest {
    @ParameterizedTest
    @ValueSource(strings = "0.1.0")
    void everyRecordKeepsToItsSchema(String release) {
        assertThat(Recording.ofRelease(release).lines())
                .isNotEmpty()
                .allSatisfy(line -> EventSchemas.validate(line.of(), line.value()));
    }

    @ParameterizedTest
    @ValueSource(strings = "0.1.0")
    void everyRecordIsReadAndWouldBeWrittenAsItWas(String release) {
        assertThat(Recording.ofRelease(release).lines())
                .allSatisfy(line -> assertThat(Json.write(line.event())).isEqualTo(line.value()));
    }

    @ParameterizedTest
    @ValueSource(strings = "0.1.0")
    void everyRecordSaysWhatItIs(String release) {
        assertThat(Recording.ofRelease(release).lines())
                .allSatisfy(line -> assertThat(line.headers())
                        .containsEntry("ce_specversion", "1.0")
                        .containsEntry("ce_type", line.of().eventType())
                        .containsEntry("ce_subject", line.key())
                        .containsKeys("ce_id", "ce_source"));
    }

    @ParameterizedTest
    @ValueSource(strings = "0.1.0")
    void hasSomethingOfEveryTopicThatASearchWithoutTroubleMeets(String release) {
        assertThat(Recording.ofRelease(release).lines())
                .extracting(Recording.Line::topic)
                .containsAll(Topics.ALL.stream()
                        .filter(topic -> !topic.equals(Topics.TRAINING_WITHDRAWN))
                        .map(Topic::name)
                        .toList());
    }

    @Test
    void comesBackFromAFileAsItWas(@TempDir Path folder) {
        var recording = Recording.ofRelease("0.1.0");

        recording.write(folder.resolve("again.jsonl.gz"));

        assertThat(Recording.of(folder.resolve("again.jsonl.gz"))).isEqualTo(recording);
    }
}
