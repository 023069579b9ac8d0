package dev.tombola.ticket.plan;

import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.plan.Prospect.Ready;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunEnd;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What has happened to a search so far, told step by step. */
public record Happened(ResolvedSearch search, Facts facts) {
    /** Nothing yet, to the search that subscribers are shown: that of the design, section 5. */
    public static Happened nothing() {
        try (var in =
                Objects.requireNonNull(Happened.class.getResourceAsStream("/schemas/examples/searches.v1.json"))) {
            return nothing(Json.read(in.readAllBytes(), SearchSubmitted.class).resolved());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Happened nothing(ResolvedSearch search) {
        return new Happened(search, Facts.NONE);
    }

    public static ObjectRef object(String content) {
        return new ObjectRef(Digest.of(content.getBytes(StandardCharsets.UTF_8)), content.length());
    }

    public static StoredMask mask(String content) {
        return new StoredMask(object(content).digest(), object("deflated " + content), 8, 10);
    }

    public Expansion expansion() {
        return Expansion.of(search, facts);
    }

    /** The run with this role was trained; its last weights are named after what is said of them. */
    public Happened trained(Role role, String weights) {
        return ended(role, new RunEnd.Trained(object(weights)));
    }

    public Happened trained(Role role, RunEnd.Trained end) {
        return ended(role, end);
    }

    public Happened failed(Role role, String reason) {
        return ended(role, new RunEnd.Failed(reason));
    }

    public Happened drawn(String chain, int level, String mask) {
        var masks = new HashMap<>(facts.masks());
        masks.put(new ChainLevel(chain, level), mask(mask));
        return new Happened(search, new Facts(facts.runs(), masks));
    }

    /** Every run that can be trained now was. */
    public Happened trainedAll() {
        var runs = new HashMap<>(facts.runs());
        ready(expansion().runs(), PlannedRun::run)
                .forEach(run -> runs.putIfAbsent(run.id(), new RunEnd.Trained(object("last of " + run.id()))));
        return new Happened(search, new Facts(runs, facts.masks()));
    }

    public RequestedRun run(Role role) {
        return ready(
                        expansion().runs().stream()
                                .filter(planned -> planned.role().equals(role))
                                .toList(),
                        PlannedRun::run)
                .getFirst();
    }

    public Prospect<Draw> draw(String chain, int level) {
        return expansion().draws().stream()
                .filter(planned -> planned.place().equals(new ChainLevel(chain, level)))
                .findFirst()
                .orElseThrow()
                .draw();
    }

    public static <P, T> List<T> ready(List<P> planned, Function<P, Prospect<T>> prospect) {
        return planned.stream()
                .map(prospect)
                .filter(Ready.class::isInstance)
                .map(known -> ((Ready<T>) known).value())
                .toList();
    }

    private Happened ended(Role role, RunEnd end) {
        var runs = new HashMap<>(facts.runs());
        runs.put(run(role).id(), end);
        return new Happened(search, new Facts(runs, facts.masks()));
    }
}
