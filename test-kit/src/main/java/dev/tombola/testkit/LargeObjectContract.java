package dev.tombola.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is larger than a part; a store that can write in parts takes 17 MiB in four or more of them. */
public interface LargeObjectContract extends StoreUnderTest {
    @Test
    default void keepsALargeFileWhole(@TempDir Path folder) throws IOException {
        var store = emptyStore();
        var large = new byte[17 << 20];
        new Random(1).nextBytes(large);

        store.write("file", Files.write(folder.resolve("large"), large));
        store.write("array", large);

        assertThat(StoreUnderTest.content(store, "file")).isEqualTo(large);
        assertThat(StoreUnderTest.content(store, "array")).isEqualTo(large);
    }
}
