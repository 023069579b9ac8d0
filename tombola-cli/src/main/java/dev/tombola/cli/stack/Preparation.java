package dev.tombola.cli.stack;

import dev.tombola.cli.environment.Settings;
import dev.tombola.kafka.Installation;
import dev.tombola.store.s3.S3ObjectStore;
import java.util.List;

/** Makes topics, the settings of the trainers' group and the bucket: what is missing of them. */
public record Preparation(Settings settings) {
    /** The topics that were missing. */
    public List<String> run() {
        List<String> created;
        try (var installation = new Installation(settings.kafka())) {
            created = installation.create(settings.lock());
        }
        try (var store = new S3ObjectStore(settings.store())) {
            store.ensureBucket();
        }
        return created;
    }
}
