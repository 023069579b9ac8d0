package dev.tombola.trainer.run;

import dev.tombola.ticket.store.Digest;

/** A request names a mask that is not its spec's: the request is at fault, and not the run. */
final class WrongMaskException extends RuntimeException {
    WrongMaskException(Digest found, Digest named) {
        super("its mask is %s, not %s, which its spec names".formatted(found.brief(), named.brief()));
    }
}
