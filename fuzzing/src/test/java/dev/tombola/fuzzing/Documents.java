package dev.tombola.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tombola.store.dataset.DataSetEntry;
import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.run.AttemptBegun;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.SavedCheckpoint;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The events of every topic and the JSON that lies in the bucket: one letter names each. */
final class Documents {
    private static final Path SEEDS = Path.of("src/test/resources/dev/tombola/fuzzing/DocumentsFuzzTestInputs/reads");
    private static final List<Class<?>> TYPES = Stream.concat(
                    Topics.ALL.stream().map(Topic::event),
                    Stream.of(RunResult.class, SavedCheckpoint.class, AttemptBegun.class, DataSetEntry.class))
            .<Class<?>>map(type -> type)
            .toList();

    private Documents() {}

    /** {@code a} is the first topic's event. */
    static Optional<Class<?>> type(byte letter) {
        return letter >= 'a' && letter < 'a' + TYPES.size() ? Optional.of(TYPES.get(letter - 'a')) : Optional.empty();
    }

    /** A document of this type, out of the seeds that were written by hand. */
    static JsonNode example(Class<?> type) {
        char letter = (char) ('a' + TYPES.indexOf(type));
        try (var seeds = Files.list(SEEDS)) {
            return seeds.filter(seed -> seed.getFileName().toString().matches("[a-z-]+")) // others are the fuzzer's
                    .sorted()
                    .map(Documents::text)
                    .filter(text -> text.charAt(0) == letter)
                    .map(text -> Json.read(text.substring(1), JsonNode.class))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one; whatever is accepted is read from what it is written as. */
    static <T> Optional<T> read(byte[] utf8, Class<T> type) {
        var read = Reading.of(utf8.length, () -> Json.read(utf8, type), InvalidDocumentException.class);
        read.ifPresent(value -> {
            assertThat(Json.read(Json.write(value), type)).isEqualTo(value);
            assertThat(Json.canonical(value)).isNotEmpty();
        });
        return read;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
