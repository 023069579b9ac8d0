package dev.tombola.store.tensor;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a safetensors header token by token, so that what it claims is never allocated; what it means is checked by the caller. */
final class SafetensorsHeader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(16).build())
            .build();

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private SafetensorsHeader() {}

    /** Where a tensor says that it lies, counted in bytes from the end of the header. */
    record Entry(DType dtype, List<Long> shape, long begin, long end) {}

    /**
     * @param utf8 the header without its length, trailing white space allowed
     * @throws InvalidTensorFileException when it is not the JSON that safetensors specifies
     */
    static SafetensorsHeader parse(byte[] utf8) {
        if (utf8.length == 0 || utf8[0] != '{') {
            throw new InvalidTensorFileException("the header is not a JSON object");
        }
        var header = new SafetensorsHeader();
        // A strict decoder, and no guessing of UTF-16 or UTF-32 as Jackson does with bytes.
        var text = new InputStreamReader(new ByteArrayInputStream(utf8), StandardCharsets.UTF_8.newDecoder());
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                header.member(json);
            }
            if (json.nextToken() != null) {
                throw new InvalidTensorFileException("something follows the header's JSON object");
            }
        } catch (JacksonException e) {
            throw new InvalidTensorFileException("the header is not valid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new InvalidTensorFileException("the header is not valid UTF-8: " + e.getMessage(), e);
        }
        return header;
    }

    /** In the header's order. */
    Map<String, Entry> entries() {
        return Collections.unmodifiableMap(entries);
    }

    Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    private void member(JsonParser json) throws IOException {
        String name = json.currentName();
        expect(json.nextToken() == JsonToken.START_OBJECT, name, "is not an object");
        if (name.equals(Safetensors.METADATA)) {
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                expect(json.nextToken() == JsonToken.VALUE_STRING, name, "value of " + key + " is not a text");
                metadata.put(key, json.getText());
            }
        } else {
            entries.put(name, entry(name, json));
        }
    }

    private static Entry entry(String name, JsonParser json) throws IOException {
        @Nullable DType dtype = null;
        @Nullable List<Long> shape = null;
        @Nullable List<Long> offsets = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "dtype" -> dtype = dtype(name, json);
                case "shape" -> shape = numbers(name, field, json);
                case "data_offsets" -> offsets = numbers(name, field, json);
                default -> json.skipChildren();
            }
        }
        expect(offsets == null || offsets.size() == 2, name, "data_offsets are not two numbers");
        List<Long> range = present(name, "data_offsets", offsets);
        return new Entry(present(name, "dtype", dtype), present(name, "shape", shape), range.get(0), range.get(1));
    }

    private static DType dtype(String name, JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.VALUE_STRING, name, "dtype is not a text");
        try {
            return DType.valueOf(json.getText());
        } catch (IllegalArgumentException e) {
            throw new InvalidTensorFileException("tensor %s: unknown dtype %s".formatted(name, json.getText()), e);
        }
    }

    private static List<Long> numbers(String name, String field, JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY, name, field + " is not a list");
        var numbers = new ArrayList<Long>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            boolean whole = json.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            expect(
                    whole && json.getLongValue() >= 0,
                    name,
                    "%s: %s is not in [0, 2^63)".formatted(field, json.getText()));
            numbers.add(json.getLongValue());
        }
        return numbers;
    }

    private static <T> T present(String name, String field, @Nullable T value) {
        return Optional.ofNullable(value)
                .orElseThrow(() -> new InvalidTensorFileException("tensor %s has no %s".formatted(name, field)));
    }

    private static void expect(boolean holds, String name, String fault) {
        if (!holds) {
            throw new InvalidTensorFileException(
                    "%s: %s".formatted(name.equals(Safetensors.METADATA) ? name : "tensor " + name, fault));
        }
    }
}
