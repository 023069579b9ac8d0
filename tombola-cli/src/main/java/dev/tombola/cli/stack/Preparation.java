package dev.tombola.cli.stack;

import dev.tombola.cli.environment.Settings;
import dev.tombola.kafka.Installation;
import java.util.List;

/** Makes topics, the settings of the trainers' group and the bucket: what is missing of them. */
public record Preparation(Settings settings) {
    /**
     * What was done.
     *
     * @param created the topics that were missing
     * @param shareGroups whether the cluster has them
     * @param store where objects go, as people call it
     */
    public record Done(List<String> created, boolean shareGroups, String store) {}

    public Done run() {
        try (var installation = new Installation(settings.kafka())) {
            var created = installation.create(settings.lock());
            boolean shareGroups = installation.hasShareGroups();
            try (var store = settings.openBucket()) {
                store.ensure();
                return new Done(created, shareGroups, store.describe());
            }
        }
    }
}
