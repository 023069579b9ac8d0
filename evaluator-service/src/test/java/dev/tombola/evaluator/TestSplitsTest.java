package dev.tombola.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.store.dataset.MissingDataSetException;
import dev.tombola.testkit.FaultyStore;
import dev.tombola.testkit.FaultyStore.Request;
import dev.tombola.testkit.InMemoryObjectStore;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSplitsTest {
    private final FaultyStore store = new FaultyStore(new InMemoryObjectStore());

    @Test
    void fetchesOnceWhatManyRunsAreMeasuredOn(@TempDir Path folder) {
        // Given
        var tiny = new TinySearch(store, folder);
        var splits = tiny.splits();
        var first = splits.of(tiny.ticket());
        int reads = store.count(Request.OPEN);

        // When
        var second = splits.of(tiny.dense());

        // Then
        assertThat(second).isSameAs(first);
        assertThat(store.count(Request.OPEN)).isEqualTo(reads);
        assertThat(first.test().labels())
                .containsExactly(
                        IntStream.range(0, TinySearch.IMAGES).map(i -> i % 10).toArray());
    }

    @Test
    void aFaultIsNotRemembered(@TempDir Path folder) {
        // Given
        var tiny = new TinySearch(store, folder);
        var splits = tiny.splits();
        store.failNext(Request.OPEN, 1);
        assertThatThrownBy(() -> splits.of(tiny.ticket())).hasMessage("the store does not answer");

        // When
        var images = splits.of(tiny.ticket());

        // Then
        assertThat(images.test().size()).isEqualTo(TinySearch.IMAGES);
    }

    @Test
    void namesTheDataSetThatIsNotThere(@TempDir Path folder) {
        var tiny = new TinySearch(store, folder);
        store.list("datasets/").forEach(store::delete);

        assertThatThrownBy(() -> tiny.splits().of(tiny.ticket())).isInstanceOf(MissingDataSetException.class);
    }
}
