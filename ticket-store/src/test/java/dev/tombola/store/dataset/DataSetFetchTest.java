package dev.tombola.store.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.store.AlteredObjectException;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes from the store to the disk of a machine, and what is there already. */
class DataSetFetchTest {
    private final ObjectStore store = new InMemoryObjectStore();
    private final DataSetCatalogue catalogue = new DataSetCatalogue(store);

    @TempDir
    Path folder;

    @Test
    void usesWhatItFetchedBefore() throws IOException {
        var entry = catalogue.publish(SmallSets.samples("mnist", 1), folder);
        catalogue.fetch("mnist", entry.digest(), folder).close();
        store.delete(entry.place().key("train.safetensors"));
        store.delete(entry.place().key("test.safetensors"));

        try (var stored = catalogue.fetch("mnist", entry.digest(), folder)) {
            assertThat(stored.samples().train().size()).isEqualTo(20);
        }
    }

    @Test
    void fetchesAgainWhatWasAlteredOnDisk() throws IOException {
        var samples = SmallSets.samples("mnist", 1);
        var entry = catalogue.publish(samples, folder);
        catalogue.fetch("mnist", entry.digest(), folder).close();
        Files.writeString(folder.resolve("mnist/" + entry.digest() + "/train.safetensors"), "altered");

        try (var stored = catalogue.fetch("mnist", entry.digest(), folder)) {
            assertThat(stored.samples().digest()).isEqualTo(samples.digest());
        }
    }

    @Test
    void readsAFileAgainOnlyWhenItLooksChanged() throws IOException {
        var samples = SmallSets.samples("mnist", 1);
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

    @Test
    void sweepsWhatKilledProcessesLeftBehindADayAgo() throws IOException {
        var entry = catalogue.publish(SmallSets.samples("mnist", 1), folder.resolve("scratch"));
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

        catalogue.publish(SmallSets.samples("mnist", 1), folder.resolve("scratch"));
        catalogue.fetch("mnist", entry.digest(), folder.resolve("cache")).close();

        assertThat(names(folder.resolve("scratch"))).containsExactly(".publish-2");
        assertThat(names(cache)).containsExactlyInAnyOrder(".fetch-2.part", "train.safetensors", "test.safetensors");
    }

    @Test
    void refusesAnAlteredOrTruncatedObjectAndNamesIt() throws IOException {
        var entry = catalogue.publish(SmallSets.samples("mnist", 1), folder);
        String key = entry.place().key("test.safetensors");
        byte[] whole = content(key);
        var altered = whole.clone();
        altered[altered.length - 1] ^= 1;

        for (var found : List.of(altered, Arrays.copyOf(whole, whole.length - 1), new byte[0])) {
            store.write(key, found);

            assertThatThrownBy(() -> catalogue.fetch("mnist", entry.digest(), folder.resolve("cache")))
                    .isInstanceOf(AlteredObjectException.class)
                    .hasMessageStartingWith("object at " + key + " is altered: expected");
        }
        catalogue.publish(SmallSets.samples("mnist", 1), folder);
        catalogue.fetch("mnist", entry.digest(), folder.resolve("cache")).close();
    }

    @Test
    void namesAnObjectThatIsGone() {
        var entry = catalogue.publish(SmallSets.samples("mnist", 1), folder);
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
        assertThat(new MissingDataSetException("mnist", "import it"))
                .hasMessage("data set mnist is not in the store: import it");
    }

    @Test
    void servesManyTrainersOfOneMachineAtOnce() throws Exception {
        var samples = SmallSets.samples("mnist", 1);
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

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private byte[] content(String key) throws IOException {
        try (InputStream in = store.open(key)) {
            return in.readAllBytes();
        }
    }
}
