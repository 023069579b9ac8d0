package dev.tombola.cli.stack;

import dev.tombola.cli.environment.Settings;
import dev.tombola.kafka.Installation;
import dev.tombola.store.s3.S3ObjectStore;
import java.util.List;

/** Makes topics, the settings of the trainers' group and the bucket: what is missing of them. */
public record Preparation(Settings settings) {
    /**
     * What was done.
     *
     * @param created the topics that were missing
     * @param shareGroups whether the cluster has them
     */
    public record Done(List<String> created, boolean shareGroups) {}

    public Done run() {
        Done done;
        try (var installation = new Installation(settings.kafka())) {
            done = new Done(installation.create(settings.lock()), installation.hasShareGroups());
        }
        try (var store = new S3ObjectStore(settings.store())) {
            store.ensureBucket();
        }
        return done;
    }
}
