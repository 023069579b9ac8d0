package dev.tombola.cli.data;

import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.cli.environment.Settings;
import dev.tombola.ticket.store.Bucket;
import picocli.CommandLine.Model.CommandSpec;

/** The store that a command works on. */
final class OpenStore {
    private OpenStore() {}

    /** Known to answer, so that nothing is fetched in vain. */
    static Bucket of(CommandSpec command) {
        var store = Settings.of(CommonOptions.of(command).home()).openBucket();
        try {
            store.require();
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }
}
