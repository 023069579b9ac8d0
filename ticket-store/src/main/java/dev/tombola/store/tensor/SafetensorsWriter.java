package dev.tombola.store.tensor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lays tensors out and writes them; see {@link Safetensors#write(OutputStream, List, Map)}. */
final class SafetensorsWriter {
    private static final int ALIGNMENT = 8;

    private final List<TensorView> tensors;
    private final List<TensorView> byPlace;
    private final Map<String, String> metadata;

    SafetensorsWriter(List<TensorView> tensors, Map<String, String> metadata) {
        this.tensors = List.copyOf(tensors);
        this.byPlace = this.tensors.stream()
                .sorted(Comparator.comparingInt(
                                (TensorView tensor) -> tensor.dtype().bytes())
                        .reversed())
                .toList();
        this.metadata = new TreeMap<>(metadata);
        var names = new HashSet<>(List.of(Safetensors.METADATA));
        for (var tensor : tensors) {
            if (!names.add(tensor.name())) {
                throw new IllegalArgumentException("two tensors are named " + tensor.name());
            }
        }
    }

    void writeTo(Path file) {
        WholeFile.write(file, this::writeTo);
    }

    void writeTo(OutputStream out) throws IOException {
        byte[] header = header();
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        out.write(header);
        for (var tensor : byPlace) {
            tensor.writeTo(out);
        }
        out.flush();
    }

    private byte[] header() throws IOException {
        var begins = new HashMap<String, Long>();
        long end = 0;
        for (var tensor : byPlace) {
            begins.put(tensor.name(), end);
            end += tensor.data().byteSize();
        }
        var utf8 = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(utf8)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(Safetensors.METADATA);
                for (var entry : metadata.entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            for (var tensor : tensors) {
                writeEntry(json, tensor, begins.getOrDefault(tensor.name(), 0L));
            }
            json.writeEndObject();
        }
        return padded(utf8.toByteArray());
    }

    private static void writeEntry(JsonGenerator json, TensorView tensor, long begin) throws IOException {
        json.writeObjectFieldStart(tensor.name());
        json.writeStringField("dtype", tensor.dtype().name());
        json.writeFieldName("shape");
        writeNumbers(json, tensor.shape());
        json.writeFieldName("data_offsets");
        writeNumbers(json, List.of(begin, begin + tensor.data().byteSize()));
        json.writeEndObject();
    }

    private static void writeNumbers(JsonGenerator json, List<Long> numbers) throws IOException {
        json.writeStartArray();
        for (long number : numbers) {
            json.writeNumber(number);
        }
        json.writeEndArray();
    }

    /** With spaces, so that the data begins aligned. */
    private static byte[] padded(byte[] json) {
        int length = Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT;
        byte[] header = Arrays.copyOf(json, length);
        Arrays.fill(header, json.length, length, (byte) ' ');
        return header;
    }
}
