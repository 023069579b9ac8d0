package dev.tombola.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.vision.data.DataSets;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchDataSetTest {
    @Test
    void sendsNobodyToFetchWhatHasNoPlaceToBeFetchedFrom(@TempDir Path folder) {
        var fetching = new FetchDataSet(
                new DataSetCatalogue(new InMemoryObjectStore()),
                folder,
                ProgressBars.on(new PrintWriter(new StringWriter())));

        for (String name : DataSets.names()) {
            if (Source.of(name).isPresent()) {
                assertThat(FetchDataSet.remedy(name)).isEqualTo("run ./tombola data fetch " + name);
            } else {
                String remedy = "put its files into a folder and run ./tombola data import %s FOLDER".formatted(name);
                assertThat(FetchDataSet.remedy(name)).isEqualTo(remedy);
                assertThatThrownBy(() -> fetching.unlessThere(name))
                        .isInstanceOf(CommandFailedException.class)
                        .hasMessage("no place to fetch %s from is known: %s", name, remedy);
            }
        }
    }

    @Test
    void knowsWhichOfTheTwoItIs() {
        assertThat(FetchDataSet.remedy("cifar100")).contains("data fetch cifar100");
        assertThat(FetchDataSet.remedy("imagenet")).contains("data import imagenet");
    }
}
