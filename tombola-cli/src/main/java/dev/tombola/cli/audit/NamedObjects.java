package dev.tombola.cli.audit;

import dev.tombola.cli.audit.Violation.Kind;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.store.AlteredObjectException;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.ObjectRef;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** Objects that events name are in the bucket as they were written. Each is read as a whole, and nothing is changed. */
final class NamedObjects {
    private final Blobs blobs;

    NamedObjects(Blobs blobs) {
        this.blobs = blobs;
    }

    /** All that an accepted result names. */
    static Stream<ObjectRef> of(Outcome.Accepted accepted) {
        var result = accepted.result();
        return Stream.of(
                        Stream.of(
                                result.last(),
                                result.best(),
                                result.onnx(),
                                result.test().predictions()),
                        result.kept().values().stream(),
                        Stream.ofNullable(result.state()),
                        Optional.ofNullable(accepted.measured())
                                .map(measured -> measured.metric().predictions())
                                .stream())
                .flatMap(objects -> objects);
    }

    Stream<Violation> check(Collection<ObjectRef> objects) {
        return objects.stream().flatMap(object -> complaint(object).stream());
    }

    private Optional<Violation> complaint(ObjectRef object) {
        try {
            blobs.check(object);
            return Optional.empty();
        } catch (MissingObjectException | AlteredObjectException e) {
            return Optional.of(new Violation(Kind.OBJECT, String.valueOf(e.getMessage())));
        }
    }
}
