package dev.tombola.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.event.TrainingWithdrawn;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may lie on a topic, of every topic's own example. */
class EventRecordTest {
    private static final RunId RUN = RunId.parse("1".repeat(64));
    private static final String WITHDRAWAL = "{\"run\":\"%s\",\"ask\":1}".formatted(RUN);

    static Stream<Topic<?>> topics() {
        return Topics.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void readsAnEventUnderItsOwnKey(Topic<?> topic) {
        assertReads(topic, example(topic));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void ignoresWhatALaterVersionAdds(Topic<?> topic) {
        String more = "{\"later\":{\"a\":[1,\"%s\"]},".formatted("x".repeat(4 << 20));

        assertReads(topic, more + example(topic).strip().substring(1));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void refusesAnEventUnderTheKeyOfAnother(Topic<?> topic) {
        assertRefused(
                () -> EventRecord.read(topic, record("another", example(topic), topic.eventType())),
                "its key is another, that of its content " + key(topic));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void refusesAnEventOfAnotherTypeOrVersion(Topic<?> topic) {
        for (var type : List.of("dev.tombola." + topic.name() + ".v2", "com.example.thing", "")) {
            assertRefused(
                    () -> EventRecord.read(topic, record(key(topic), example(topic), type)),
                    "it is a %s, not a %s".formatted(type, topic.eventType()));
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    void readsAnEventWhoseTypeIsNotSaid(Topic<?> topic) {
        assertThat(EventRecord.read(topic, record(key(topic), example(topic), null)))
                .isNotNull();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void refusesWhatIsNoEvent(Topic<?> topic) {
        var example = example(topic);
        for (var text : List.of(
                "",
                "null",
                "7",
                "[]",
                "{}",
                "\"" + example.length() + "\"",
                example.substring(0, example.length() / 2),
                example + example,
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                "\u0000\uFFFD")) {
            assertThatThrownBy(() -> EventRecord.read(topic, record(key(topic), text, null)))
                    .isInstanceOf(InvalidDocumentException.class)
                    .message()
                    .isNotBlank()
                    .hasLineCount(1);
        }
    }

    @Test
    void refusesWhatHasNoKeyOrNoValue() {
        assertRefused(
                () -> EventRecord.read(Topics.TRAINING_WITHDRAWN, record(null, WITHDRAWAL, null)), "it has no key");
        assertRefused(
                () -> EventRecord.read(Topics.TRAINING_WITHDRAWN, record(RUN.toString(), null, null)),
                "it has no value");
    }

    /** Names become keys of objects and folders. */
    @ParameterizedTest
    @ValueSource(strings = {"../../x", "/etc/passwd", "", "a\nb", "%2e%2e"})
    void refusesNamesThatLeaveTheirFolder(String name) {
        for (var topic : Topics.ALL) {
            var sound = key(topic).replaceFirst("/.*", "");
            var hostile = example(topic).replace(sound, Json.write(name).replaceAll("^\"|\"$", ""));

            assertThatThrownBy(() -> EventRecord.read(topic, record(name, hostile, null)))
                    .as(topic.name())
                    .isInstanceOf(InvalidDocumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "1e400", "-1e400", "99999999999999999999", "0.5", "\"1\"", "true", "null"})
    void refusesNumbersThatAreNone(String number) {
        var withdrawal = "{\"run\":\"%s\",\"ask\":%s}".formatted(RUN, number);

        assertThatThrownBy(() -> EventRecord.read(Topics.TRAINING_WITHDRAWN, record(RUN.toString(), withdrawal, null)))
                .isInstanceOf(InvalidDocumentException.class);
    }

    @Test
    void namesAForeignKeyInOneShortLine() {
        var key = "line\nafter\u001b[31mline" + "x".repeat(1 << 20);

        assertThatThrownBy(() -> EventRecord.read(Topics.TRAINING_WITHDRAWN, record(key, WITHDRAWAL, null)))
                .isInstanceOf(InvalidDocumentException.class)
                .message()
                .startsWith("its key is line?after?[31mline")
                .hasSizeLessThan(400);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_000_001, Integer.MAX_VALUE})
    void refusesNumbersAfterWhichNoRequestCouldCome(int ask) {
        var withdrawal = "{\"run\":\"%s\",\"ask\":%d}".formatted(RUN, ask);

        assertRefused(
                () -> EventRecord.read(Topics.TRAINING_WITHDRAWN, record(RUN.toString(), withdrawal, null)),
                "ask: %d is not in [1, 1000000]".formatted(ask));
    }

    @Test
    void refusesARequestWhoseObjectsAreNotThoseOfItsSpec() {
        var example = Json.read(example(Topics.TRAINING_REQUESTED), TrainingRequested.class);
        var run = example.run();
        var other = new ObjectRef(Digest.of(new byte[] {1}), 1);

        assertThatThrownBy(() -> new TrainingRequested(
                        new RequestedRun(run.id(), run.spec(), other, run.mask(), run.resume()), 1))
                .hasMessage("run.weights: are not those that its spec names");
        assertThatThrownBy(() -> new TrainingRequested(
                        new RequestedRun(
                                run.id(), run.spec(), run.weights(), run.mask() == null ? other : null, run.resume()),
                        1))
                .hasMessage("run.mask: has to be there if and only if its spec names one");
    }

    @Test
    void saysWhereARecordLies() {
        assertThat(EventRecord.place(new ConsumerRecord<>("t", 3, 1_234_567, "k", "v")))
                .isEqualTo("t-3@1234567");
        assertThat(EventRecord.read(Topics.TRAINING_WITHDRAWN, record(RUN.toString(), WITHDRAWAL, null)))
                .isEqualTo(new TrainingWithdrawn(RUN, 1));
    }

    private static void assertReads(Topic<?> topic, String text) {
        assertThat(EventRecord.read(topic, record(key(topic), text, topic.eventType())))
                .isEqualTo(Json.read(example(topic), topic.event()));
    }

    private static void assertRefused(ThrowingCallable reading, String complaint) {
        assertThatThrownBy(reading).isInstanceOf(InvalidDocumentException.class).hasMessage(complaint);
    }

    private static <E> String key(Topic<E> topic) {
        return topic.keyOf(Json.read(example(topic), topic.event()));
    }

    private static ConsumerRecord<String, byte[]> record(
            @Nullable String key, @Nullable String value, @Nullable String type) {
        var record = new ConsumerRecord<>("t", 0, 0, key, value == null ? null : value.getBytes(UTF_8));
        if (type != null) {
            record.headers().add("ce_type", type.getBytes(UTF_8));
        }
        return record;
    }

    private static String example(Topic<?> topic) {
        try (var in = Topic.class.getResourceAsStream("/schemas/examples/" + topic.name() + ".v1.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
