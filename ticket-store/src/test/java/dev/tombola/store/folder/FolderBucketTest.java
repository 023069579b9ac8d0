package dev.tombola.store.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.testkit.BucketContract;
import dev.tombola.ticket.store.Bucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store of docs/extending.md. */
class FolderBucketTest implements BucketContract {
    @TempDir
    Path folder;

    @Override
    public Bucket connect(String name) {
        return new FolderBucket(folder.resolve(name));
    }

    @Override
    public Away away() {
        return new Away.Store(new FolderBucket(folder.resolve("not mounted")));
    }

    @Test
    void othersMayReadWhatOneHasWritten() throws IOException {
        var bucket = new FolderBucket(folder.resolve("shared"));
        bucket.ensure();

        bucket.write("key", new byte[1]);

        var own = Files.getPosixFilePermissions(Files.createFile(folder.resolve("any file of ours")));
        assertThat(Files.getPosixFilePermissions(ObjectFile.of(folder.resolve("shared/objects"), "key")))
                .isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:mnt/tickets", "", "file://elsewhere/mnt"})
    void anAddressThatIsNoFoldersIsNamedWithItsKey(String endpoint) {
        assertThatThrownBy(() -> FolderBucket.from(_ -> Optional.of(endpoint)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tombola.store.endpoint: " + endpoint + " is no folder's address");
    }
}
