package dev.tombola.store.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.store.tensor.DType;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.testkit.FaultyStore;
import dev.tombola.testkit.FaultyStore.Request;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is published, and what is found of it. */
class DataSetCatalogueTest {
    private final ObjectStore store = new InMemoryObjectStore();
    private final DataSetCatalogue catalogue = new DataSetCatalogue(store);

    @TempDir
    Path folder;

    @Test
    void handsOutTheImagesThatWerePublished() {
        var samples = SmallSets.samples("mnist", 1);

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
        var entry = catalogue.publish(SmallSets.samples("cifar10", 1), folder);

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
        var entry = catalogue.publish(SmallSets.samples("mnist", 1), folder);

        assertThat(entry.partial()).isTrue();
        assertThat(entry.train().images()).isEqualTo(20);
        assertThat(entry.test().images()).isEqualTo(10);
        assertThat(entry.trainable())
                .as("the last tenth is for validation: labels 8 and 9")
                .containsExactly(2, 2, 2, 2, 2, 2, 2, 2, 1, 1);
    }

    @Test
    void takesTheOnePublishedLastAndKeepsTheOthers() {
        var first = catalogue.publish(SmallSets.samples("mnist", 1), folder);
        var second = catalogue.publish(SmallSets.samples("mnist", 2), folder);
        var fashion = catalogue.publish(SmallSets.samples("fashion-mnist", 1), folder);

        assertThat(catalogue.current("mnist")).contains(second);
        assertThat(catalogue.current("svhn")).isEmpty();
        assertThat(catalogue.entry("mnist", first.digest())).isEqualTo(first);
        assertThat(catalogue.list()).containsExactlyInAnyOrder(first, second, fashion);
    }

    @Test
    void pointsToNothingMissingWhereverPublishingStops() {
        for (int writes = 0; writes < 4; writes++) {
            var interrupted = new InMemoryObjectStore();
            int possible = writes;
            var faulty = new FaultyStore(interrupted);
            faulty.fail((request, _) -> request == Request.WRITE && faulty.count(request) > possible);
            var cut = new DataSetCatalogue(faulty);

            assertThatThrownBy(() -> cut.publish(SmallSets.samples("mnist", 1), folder))
                    .hasMessage("the store does not answer");

            var after = new DataSetCatalogue(interrupted);
            assertThat(after.current("mnist")).isEmpty();
            for (var entry : after.list()) {
                after.fetch("mnist", entry.digest(), folder.resolve("cache")).close();
            }
        }
    }

    @Test
    void refusesANameThatIsAPath() {
        assertThatThrownBy(() -> catalogue.fetch("../../etc", Digest.of(new byte[0]), folder))
                .hasMessageStartingWith("no data set is called ../../etc");
    }

    @Test
    void namesABrokenEntryAndABrokenPointer() {
        var entry = catalogue.publish(SmallSets.samples("mnist", 1), folder);
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

    private byte[] content(String key) throws IOException {
        try (InputStream in = store.open(key)) {
            return in.readAllBytes();
        }
    }
}
