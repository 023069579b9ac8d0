package dev.tombola.store.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.store.tensor.DType;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.testkit.ForwardingStore;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.store.AlteredObjectException;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.store.StoreException;
import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetCatalogueTest {
    private final ObjectStore store = new InMemoryObjectStore();
    private final DataSetCatalogue catalogue = new DataSetCatalogue(store);

    @TempDir
    Path folder;

    @Test
    void handsOutTheImagesThatWerePublished() {
        var samples = samples("mnist", 1);

        var entry = catalogue.publish(samples, folder.resolve("scratch"));

        assertThat(entry.digest().hex()).isEqualTo(samples.digest());
        try (var stored = catalogue.fetch("mnist", entry.digest(), folder.resolve("cache"))) {
            assertThat(stored.samples().digest()).isEqualTo(samples.digest());
            assertThat(stored.entry()).isEqualTo(entry);
        }
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void keepsWhatPyTorchCanReadUnderItsDigest() throws IOException {
        var entry = catalogue.publish(samples("cifar10", 1), folder);

        String home = "datasets/cifar10/" + entry.digest();
        assertThat(store.list(""))
                .containsExactly(
                        home + "/entry.json",
                        home + "/test.safetensors",
                        home + "/train.safetensors",
                        "datasets/cifar10/current");
        var train = Safetensors.of(content(home + "/train.safetensors"));
        assertThat(train.tensor("images").dtype()).isEqualTo(DType.U8);
        assertThat(train.tensor("images").shape()).containsExactly(20L, 32L, 32L, 3L);
        assertThat(train.tensor("labels").toLongs()).startsWith(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0);
    }

    @Test
    void saysHowManyImagesOfEachClassAreLeftForTraining() {
        var entry = catalogue.publish(samples("mnist", 1), folder);

        assertThat(entry.partial()).isTrue();
        assertThat(entry.train().images()).isEqualTo(20);
        assertThat(entry.test().images()).isEqualTo(10);
        assertThat(entry.trainable())
                .as("the last tenth is for validation: labels 8 and 9")
                .containsExactly(2, 2, 2, 2, 2, 2, 2, 2, 1, 1);
    }

    @Test
    void takesTheOnePublishedLastAndKeepsTheOthers() {
        var first = catalogue.publish(samples("mnist", 1), folder);
        var second = catalogue.publish(samples("mnist", 2), folder);
        var fashion = catalogue.publish(samples("fashion-mnist", 1), folder);

        assertThat(catalogue.current("mnist")).contains(second);
        assertThat(catalogue.current("svhn")).isEmpty();
        assertThat(catalogue.entry("mnist", first.digest())).isEqualTo(first);
        assertThat(catalogue.list()).containsExactlyInAnyOrder(first, second, fashion);
    }

    @Test
    void pointsToNothingMissingWhereverPublishingStops() {
        for (int writes = 0; writes < 4; writes++) {
            var interrupted = new InMemoryObjectStore();
            var cut = new DataSetCatalogue(new FailingAfter(writes, interrupted));

            assertThatThrownBy(() -> cut.publish(samples("mnist", 1), folder)).hasMessage("cut");

            var after = new DataSetCatalogue(interrupted);
            assertThat(after.current("mnist")).isEmpty();
            for (var entry : after.list()) {
                after.fetch("mnist", entry.digest(), folder.resolve("cache")).close();
            }
        }
    }

    @Test
    void usesWhatItFetchedBefore() throws IOException {
        var entry = catalogue.publish(samples("mnist", 1), folder);
        catalogue.fetch("mnist", entry.digest(), folder).close();
        store.delete(entry.place().key("train.safetensors"));
        store.delete(entry.place().key("test.safetensors"));

        try (var stored = catalogue.fetch("mnist", entry.digest(), folder)) {
            assertThat(stored.samples().train().size()).isEqualTo(20);
        }
    }

    @Test
    void fetchesAgainWhatWasAlteredOnDisk() throws IOException {
        var samples = samples("mnist", 1);
        var entry = catalogue.publish(samples, folder);
        catalogue.fetch("mnist", entry.digest(), folder).close();
        Files.writeString(folder.resolve("mnist/" + entry.digest() + "/train.safetensors"), "altered");

        try (var stored = catalogue.fetch("mnist", entry.digest(), folder)) {
            assertThat(stored.samples().digest()).isEqualTo(samples.digest());
        }
    }

    @Test
    void readsAFileAgainOnlyWhenItLooksChanged() throws IOException {
        var samples = samples("mnist", 1);
        var entry = catalogue.publish(samples, folder);
        catalogue.fetch("mnist", entry.digest(), folder).close();
        var file = entry.place().in(folder).resolve("train.safetensors");
        var before = Files.getLastModifiedTime(file);
        flipLastBit(file);

        Files.setLastModifiedTime(file, before);
        assertThat(fetchedDigest(catalogue, entry))
                .as("it looks as it did when it was compared")
                .isNotEqualTo(samples.digest());
        assertThat(fetchedDigest(new DataSetCatalogue(store), entry))
                .as("another process compares for itself")
                .isEqualTo(samples.digest());

        flipLastBit(file);
        Files.setLastModifiedTime(file, FileTime.from(before.toInstant().plusSeconds(1)));
        assertThat(fetchedDigest(catalogue, entry)).isEqualTo(samples.digest());
    }

    private String fetchedDigest(DataSetCatalogue by, DataSetEntry entry) {
        try (var stored = by.fetch("mnist", entry.digest(), folder)) {
            return stored.samples().digest();
        }
    }

    private static void flipLastBit(Path file) throws IOException {
        var content = Files.readAllBytes(file);
        content[content.length - 1] ^= 1;
        Files.write(file, content);
    }

    @Test
    void sweepsWhatKilledProcessesLeftBehindADayAgo() throws IOException {
        var entry = catalogue.publish(samples("mnist", 1), folder.resolve("scratch"));
        var cache = Files.createDirectories(entry.place().in(folder.resolve("cache")));
        var old = List.of(
                Files.createFile(cache.resolve(".fetch-1.part")),
                Files.createFile(Files.createDirectory(folder.resolve("scratch/.publish-1"))
                                .resolve("train.safetensors"))
                        .getParent());
        for (var leftover : old) {
            Files.setLastModifiedTime(leftover, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        }
        Files.createFile(cache.resolve(".fetch-2.part"));
        Files.createDirectory(folder.resolve("scratch/.publish-2"));

        catalogue.publish(samples("mnist", 1), folder.resolve("scratch"));
        catalogue.fetch("mnist", entry.digest(), folder.resolve("cache")).close();

        assertThat(names(folder.resolve("scratch"))).containsExactly(".publish-2");
        assertThat(names(cache)).containsExactlyInAnyOrder(".fetch-2.part", "train.safetensors", "test.safetensors");
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void refusesAnAlteredOrTruncatedObjectAndNamesIt() throws IOException {
        var entry = catalogue.publish(samples("mnist", 1), folder);
        String key = entry.place().key("test.safetensors");
        byte[] whole = content(key);
        var altered = whole.clone();
        altered[altered.length - 1] ^= 1;

        for (var found : List.of(altered, java.util.Arrays.copyOf(whole, whole.length - 1), new byte[0])) {
            store.write(key, found);

            assertThatThrownBy(() -> catalogue.fetch("mnist", entry.digest(), folder.resolve("cache")))
                    .isInstanceOf(AlteredObjectException.class)
                    .hasMessageStartingWith("object at " + key + " is altered: expected");
        }
        catalogue.publish(samples("mnist", 1), folder);
        catalogue.fetch("mnist", entry.digest(), folder.resolve("cache")).close();
    }

    @Test
    void namesAnObjectThatIsGone() {
        var entry = catalogue.publish(samples("mnist", 1), folder);
        String key = entry.place().key("train.safetensors");
        store.delete(key);

        assertThatThrownBy(() -> catalogue.fetch("mnist", entry.digest(), folder.resolve("cache")))
                .isInstanceOf(MissingObjectException.class)
                .hasMessage("no object at " + key);
    }

    @Test
    void saysWhatToDoAboutADataSetThatNobodyPublished() {
        assertThatThrownBy(() -> catalogue.fetch("mnist", Digest.of(new byte[0]), folder))
                .isInstanceOf(MissingDataSetException.class)
                .hasMessageContaining("data set mnist with digest e3b0c442")
                .hasMessageContaining("is not in the store");
        assertThat(new MissingDataSetException("mnist"))
                .hasMessage("data set mnist is not in the store: run ./tombola data fetch mnist");
    }

    @Test
    void refusesANameThatIsAPath() {
        assertThatThrownBy(() -> catalogue.fetch("../../etc", Digest.of(new byte[0]), folder))
                .hasMessageStartingWith("no data set is called ../../etc");
    }

    @Test
    void namesABrokenEntryAndABrokenPointer() {
        var entry = catalogue.publish(samples("mnist", 1), folder);
        String key = entry.place().key("entry.json");

        for (var broken : List.of("{", "{}", "null", "[]", "{\"name\":\"mnist\"}")) {
            store.write(key, broken.getBytes(UTF_8));
            assertThatThrownBy(() -> catalogue.current("mnist"))
                    .as(broken)
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("object at " + key + " is altered: ");
        }
        store.write("datasets/mnist/current", "latest".getBytes(UTF_8));
        assertThatThrownBy(() -> catalogue.current("mnist"))
                .hasMessage(
                        "object at datasets/mnist/current is altered: not a SHA-256 in lower-case hexadecimal: latest");
    }

    @Test
    void servesManyTrainersOfOneMachineAtOnce() throws Exception {
        var samples = samples("mnist", 1);
        var entry = catalogue.publish(samples, folder);
        Callable<String> trainer = () -> {
            try (var stored = catalogue.fetch("mnist", entry.digest(), folder.resolve("cache"))) {
                return stored.samples().digest();
            }
        };

        try (var trainers = Executors.newFixedThreadPool(8)) {
            for (Future<String> digest :
                    trainers.invokeAll(Stream.generate(() -> trainer).limit(32).toList())) {
                assertThat(digest.get()).isEqualTo(samples.digest());
            }
        }
        assertThat(names(entry.place().in(folder.resolve("cache"))))
                .containsExactlyInAnyOrder("train.safetensors", "test.safetensors");
    }

    private byte[] content(String key) throws IOException {
        try (InputStream in = store.open(key)) {
            return in.readAllBytes();
        }
    }

    private static Samples samples(String name, int seed) {
        return new Samples(DataSets.named(name), images(name, seed, 20), images(name, seed + 100, 10));
    }

    private static ImageSet images(String name, int seed, int count) {
        var dataSet = DataSets.named(name);
        var shape = dataSet.shape();
        var pixels = new byte[count * shape.height() * shape.width() * shape.channels()];
        new java.util.Random(seed).nextBytes(pixels);
        var labels = IntStream.range(0, count).map(i -> i % dataSet.classes()).toArray();
        return ImageSet.of(shape, dataSet.classes(), MemorySegment.ofArray(pixels), labels);
    }

    /** Takes so many writes, then fails as a process that is killed does. */
    private static final class FailingAfter extends ForwardingStore {
        private int left;

        FailingAfter(int writes, ObjectStore store) {
            super(store);
            this.left = writes;
        }

        @Override
        public void write(String key, byte[] content) {
            spend();
            super.write(key, content);
        }

        @Override
        public void write(String key, Path file) {
            spend();
            super.write(key, file);
        }

        private void spend() {
            if (left-- == 0) {
                throw new StoreException("cut");
            }
        }
    }
}
