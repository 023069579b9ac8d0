package dev.tombola.store.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.store.AlteredObjectException;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Samples;
import dev.tombola.vision.format.DataFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thirty training and twelve test images of VisDA's shape of files, each of a size and a colour of its own. */
class EncodedDataSetTest {
    private static final String NAME = "visda2017";

    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final DataSetCatalogue catalogue = new DataSetCatalogue(store);

    @TempDir
    Path folder;

    private Samples samples;

    @BeforeEach
    void read() throws IOException {
        write("train", 30);
        write("validation", 12);
        samples = new DataFolder(DataSets.named(NAME), folder.resolve("raw")).readPartial();
    }

    @Test
    void handsOutTheFilesThatWerePublished() {
        // When
        var entry = catalogue.publish(samples, folder.resolve("scratch"));

        // Then
        assertThat(entry.digest().hex()).isEqualTo(samples.digest());
        assertThat(entry.trainable()).containsExactly(3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2);
        assertThat(entry.tested()).hasSize(12).containsOnly(1);
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
        try (var stored = catalogue.fetch(NAME, entry.digest(), folder.resolve("cache"))) {
            assertThat(stored.samples().digest()).isEqualTo(samples.digest());
            assertSame(stored.samples().test(), samples.test());
        }
    }

    @Test
    void keepsAnIndexAndShardsUnderItsDigest() {
        var entry = catalogue.publish(samples, folder.resolve("scratch"));

        String home = "datasets/visda2017/" + entry.digest();
        assertThat(store.list(home))
                .containsExactly(
                        home + "/entry.json",
                        home + "/test-00000.images",
                        home + "/test.safetensors",
                        home + "/train-00000.images",
                        home + "/train.safetensors");
        assertThat(entry.bytes())
                .isEqualTo(store.list(home).stream()
                        .filter(key -> !key.endsWith("entry.json"))
                        .mapToLong(key -> store.size(key).orElseThrow())
                        .sum());
    }

    @Test
    void spreadsImagesOverShards() throws IOException {
        var place = new DataSetPlace(NAME, new Digest("0".repeat(64)));
        long largest = IntStream.range(0, 30)
                .mapToLong(image -> samples.train().stored(image).length)
                .max()
                .orElseThrow();

        for (long most : new long[] {1, largest, 3 * largest}) {
            var index = new ShardWriter(store, folder, most).write(place, DataSetPlace.TRAIN, samples.train());
            Path file = folder.resolve(DataSetPlace.TRAIN);
            index.write(file);

            assertThat(index.shards().size()).isBetween(most == 1 ? 30 : 5, 30);
            var shards = IntStream.range(0, index.shards().size())
                    .mapToObj(i -> ShardIndex.name(DataSetPlace.TRAIN, i))
                    .toList();
            for (String shard : shards) {
                try (var in = store.open(place.key(shard))) {
                    Files.write(folder.resolve(shard), in.readAllBytes());
                }
            }
            try (var part = StoredPart.open(DataSets.named(NAME), folder, DataSetPlace.TRAIN)) {
                assertSame(part.images(), samples.train());
            }
        }
    }

    @Test
    void fetchesOnlyWhatIsNotThere() {
        var entry = catalogue.publish(samples, folder.resolve("scratch"));
        catalogue.fetch(NAME, entry.digest(), folder).close();
        store.delete(entry.place().key("train-00000.images"));

        catalogue.fetch(NAME, entry.digest(), folder).close();

        var elsewhere = folder.resolve("elsewhere");
        assertThatThrownBy(() -> catalogue.fetch(NAME, entry.digest(), elsewhere))
                .isInstanceOf(MissingObjectException.class)
                .hasMessageContaining("train-00000.images");
    }

    @Test
    void bringsTheTestImagesAloneToWhoMeasures() {
        var entry = catalogue.publish(samples, folder.resolve("scratch"));
        store.delete(entry.place().key("train-00000.images"));

        try (var test = catalogue.fetchTest(NAME, entry.digest(), folder.resolve("cache"))) {
            assertSame(test.images(), samples.test());
        }
    }

    @Test
    void namesAShardThatIsAltered() throws IOException {
        var entry = catalogue.publish(samples, folder.resolve("scratch"));
        String key = entry.place().key("test-00000.images");
        byte[] content;
        try (var in = store.open(key)) {
            content = in.readAllBytes();
        }
        content[content.length / 2] ^= 1;
        store.write(key, content);

        assertThatThrownBy(() -> catalogue.fetch(NAME, entry.digest(), folder.resolve("cache")))
                .isInstanceOf(AlteredObjectException.class)
                .hasMessageContaining(key);
    }

    @Test
    void refusesAnIndexThatDoesNotGoTogether() {
        var shard = new ObjectRef(new Digest("0".repeat(64)), 10);
        for (long[] offsets : new long[][] {{0, 5}, {1, 5, 10}, {0, 5, 9}, {0, 5, 11}, {0, 0, 10}, {0, 11, 10}, {}}) {
            assertThatThrownBy(() -> new ShardIndex(new int[2], offsets, List.of(shard)))
                    .isInstanceOf(InvalidTensorFileException.class);
        }
        assertThatThrownBy(() -> new ShardIndex(new int[2], new long[] {0, 9, 20}, List.of(shard, shard)))
                .as("no image lies across two shards")
                .isInstanceOf(InvalidTensorFileException.class);
    }

    @Test
    void pythonCanReadTheIndex() {
        var index = new ShardIndex(
                new int[] {7, 8}, new long[] {0, 4, 10}, List.of(new ObjectRef(new Digest("ab".repeat(32)), 10)));
        Path file = folder.resolve("index.safetensors");

        index.write(file);

        try (var tensors = Safetensors.open(file)) {
            assertThat(tensors.tensor("labels").toLongs()).containsExactly(7, 8);
            assertThat(tensors.tensor("offsets").toLongs()).containsExactly(0, 4, 10);
            assertThat(tensors.tensor("shard_offsets").toLongs()).containsExactly(0, 10);
            assertThat(tensors.tensor("shard_sha256").shape()).containsExactly(1L, 32L);
        }
    }

    private static void assertSame(ImageSet images, ImageSet expected) {
        assertThat(images.labels()).isEqualTo(expected.labels());
        for (int image = 0; image < expected.size(); image++) {
            assertThat(images.stored(image)).isEqualTo(expected.stored(image));
        }
    }

    private void write(String part, int images) throws IOException {
        Path target = Files.createDirectories(folder.resolve("raw").resolve(part));
        for (int n = 0; n < images; n++) {
            var image = new BufferedImage(20 + n, 10, BufferedImage.TYPE_INT_RGB);
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, x % 10, ((x * n) << 12 | n) & 0xFFFFFF);
            }
            ImageIO.write(image, "png", target.resolve(n + ".png").toFile());
        }
        Files.writeString(
                target.resolve("image_list.txt"),
                IntStream.range(0, images)
                        .mapToObj(n -> "%d.png %d\n".formatted(n, n % 12))
                        .collect(Collectors.joining()));
    }
}
