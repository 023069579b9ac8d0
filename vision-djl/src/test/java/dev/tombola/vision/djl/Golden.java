package dev.tombola.vision.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tombola.vision.FormulaTensors;
import dev.tombola.vision.TestFolders;
import dev.tombola.vision.batch.ChannelOrder;
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
    public static List<JsonNode> entries(String file) throws IOException {
        var entries = new ArrayList<JsonNode>();
        for (var folder : TestFolders.golden()) {
            for (var entry : new ObjectMapper().readTree(folder.resolve(file).toFile())) {
                if (Networks.names().contains(networkName(entry))) {
                    entries.add(entry);
                }
            }
        }
        assertThat(entries).isNotEmpty();
        return entries;
    }

    public static Network network(JsonNode entry, int channels, int classes) {
        return Networks.named(networkName(entry), Map.of(), channels, classes);
    }

    /** A tensor of images by its name, as {@link DjlNetwork#images} takes it. */
    public static ByteBuffer input(
            FormulaTensors tensors, String name, int batch, int channels, int side, ChannelOrder layout) {
        int pixels = side * side;
        var images = tensors.uniform(name, batch * channels * pixels);
        var bytes = ByteBuffer.allocateDirect(images.length * Float.BYTES).order(ByteOrder.nativeOrder());
        for (int i = 0; i < images.length; i++) {
            int image = i / (channels * pixels);
            int channel = i / pixels % channels;
            int to = layout == ChannelOrder.CHANNELS_FIRST ? i : (image * pixels + i % pixels) * channels + channel;
            bytes.putFloat(to * Float.BYTES, images[i]);
        }
        return bytes;
    }

    /** Compares; the tolerance is a fraction of the largest logit. */
    public static void assertLogits(float[] logits, JsonNode entry, String field, double tolerance) {
        var expected = values(entry.get(field));
        double largest = expected.stream().mapToDouble(Math::abs).max().orElseThrow();
        assertThat(logits).hasSize(expected.size());
        for (int i = 0; i < logits.length; i++) {
            assertThat((double) logits[i])
                    .as("%s of %s", field, networkName(entry))
                    .isCloseTo(expected.get(i), within(tolerance * largest));
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
