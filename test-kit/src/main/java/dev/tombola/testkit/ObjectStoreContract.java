package dev.tombola.testkit;

import dev.tombola.ticket.store.ObjectStore;

/** What every {@link ObjectStore} keeps to. */
public interface ObjectStoreContract
        extends ObjectContract, KeyContract, ReplacementContract, LargeObjectContract, BlobContract {}
