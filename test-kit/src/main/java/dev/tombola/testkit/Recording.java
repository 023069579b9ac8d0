package dev.tombola.testkit;

import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.wire.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * All that a release said on its topics about a search, in the order in which it was said: what later releases must be able
 * to read. In a file, one line of JSON for each record, gzip-compressed.
 */
public record Recording(List<Line> lines) {
    public Recording {
        lines = List.copyOf(lines);
    }

    /**
     * One record.
     *
     * @param topic without prefix
     * @param value its text, to the byte
     */
    public record Line(
            String topic, int partition, long offset, String key, SortedMap<String, String> headers, String value) {
        public Line {
            headers = new TreeMap<>(headers);
        }

        /** Which topic that is now. */
        public Topic<?> of() {
            return Topics.ALL.stream()
                    .filter(known -> known.name().equals(topic))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no topic is called " + topic));
        }

        /** As it is read now. */
        public Object event() {
            return Json.read(value, of().event());
        }
    }

    /** The search of the whole-job test, as a release ran it. */
    public static Recording ofRelease(String version) {
        String name = "/recordings/" + version + "/whole-job.jsonl.gz";
        try (var in = Objects.requireNonNull(Recording.class.getResourceAsStream(name), name)) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@link #write} wrote. */
    public static Recording of(Path file) {
        try (var in = Files.newInputStream(file)) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Recording read(InputStream in) throws IOException {
        var text = new String(new GZIPInputStream(in).readAllBytes(), StandardCharsets.UTF_8);
        return new Recording(
                text.lines().map(line -> Json.read(line, Line.class)).toList());
    }

    public void write(Path file) {
        try (var out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            for (var line : lines) {
                out.write(Json.write(line) + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was said on these topics. */
    public Recording on(Topic<?>... topics) {
        var names = Arrays.stream(topics).map(Topic::name).collect(Collectors.toSet());
        return new Recording(
                lines.stream().filter(line -> names.contains(line.topic())).toList());
    }

    /** What was said on all others. */
    public Recording without(Topic<?>... topics) {
        var those = on(topics).lines();
        return new Recording(
                lines.stream().filter(line -> !those.contains(line)).toList());
    }

    /** As they are read now. */
    public List<Object> events() {
        return lines.stream().map(Line::event).toList();
    }

    /** The last text of every topic and key: what compaction leaves. */
    public Map<String, String> last() {
        return lines.stream()
                .collect(Collectors.toMap(
                        line -> line.topic() + " " + line.key(), Line::value, (_, later) -> later, TreeMap::new));
    }
}
