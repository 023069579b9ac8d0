package dev.tombola.cli.data;

import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.cli.environment.Settings;
import dev.tombola.store.s3.S3ObjectStore;
import picocli.CommandLine.Model.CommandSpec;

/** The store that a command works on. */
final class OpenStore {
    private OpenStore() {}

    /** Known to answer, so that nothing is fetched in vain. */
    static S3ObjectStore of(CommandSpec command) {
        var store =
                new S3ObjectStore(Settings.of(CommonOptions.of(command).home()).store());
        try {
            store.requireBucket();
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }
}
