package dev.tombola.store.folder;

import dev.tombola.testkit.BucketContract;
import dev.tombola.ticket.store.Bucket;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

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
}
