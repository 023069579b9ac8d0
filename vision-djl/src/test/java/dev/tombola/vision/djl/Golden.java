package dev.tombola.vision.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tombola.vision.TestFolders;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Networks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Values computed by PyTorch, from every folder of them that is there. */
public final class Golden {
    private Golden() {}

    /** The entries of a file that are about networks which we know. */
    public static Stream<JsonNode> entries(String file) throws IOException {
        var entries = new ArrayList<JsonNode>();
        for (var folder : TestFolders.golden()) {
            for (var entry : new ObjectMapper().readTree(folder.resolve(file).toFile())) {
                if (Networks.names().contains(networkName(entry))) {
                    entries.add(entry);
                }
            }
        }
        assertThat(entries).isNotEmpty();
        return entries.stream();
    }

    public static Network network(JsonNode entry, int channels, int classes) {
        return Networks.named(networkName(entry), Map.of(), channels, classes);
    }

    /** The same images with the channels of a pixel together, in direct memory. */
    public static ByteBuffer channelsLast(float[] images, int channels, int pixels) {
        var bytes = ByteBuffer.allocateDirect(images.length * Float.BYTES).order(ByteOrder.nativeOrder());
        for (int start = 0; start < images.length; start += channels * pixels) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                for (int channel = 0; channel < channels; channel++) {
                    bytes.putFloat(images[start + channel * pixels + pixel]);
                }
            }
        }
        return bytes.flip();
    }

    /** Compares; the tolerance is a fraction of the largest logit. */
    public static void assertLogits(float[] logits, JsonNode golden, double tolerance) {
        var expected = values(golden);
        double largest = expected.stream().mapToDouble(Math::abs).max().orElseThrow();
        assertThat(logits).hasSize(expected.size());
        for (int i = 0; i < logits.length; i++) {
            assertThat((double) logits[i]).isCloseTo(expected.get(i), within(tolerance * largest));
        }
    }

    /** All numbers of an array, or of an array of arrays. */
    public static List<Double> values(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .flatMap(item -> item.isArray() ? values(item).stream() : Stream.of(item.doubleValue()))
                .toList();
    }

    private static String networkName(JsonNode entry) {
        return entry.get("network").textValue().replace("1-channel ", "").replace(' ', '-');
    }
}
