package dev.tombola.store.dataset;

import dev.tombola.ticket.store.StoreException;

/** A data set is asked for that nobody has put into the store: no retry can help. */
public final class MissingDataSetException extends StoreException {
    /** @param remedy what brings it there: {@code run ./tombola data fetch mnist} */
    public MissingDataSetException(String name, String remedy) {
        super("data set %s is not in the store: %s".formatted(name, remedy));
    }

    MissingDataSetException(DataSetPlace place) {
        super("data set %s with digest %s is not in the store: fetch or import again what the search was submitted with"
                .formatted(place.name(), place.digest()));
    }
}
