package dev.tombola.testkit;

import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.plan.Draw;
import dev.tombola.ticket.plan.StoredMask;
import dev.tombola.ticket.run.Fingerprint;
import dev.tombola.ticket.run.Metric;
import dev.tombola.ticket.run.Provenance;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.ticket.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What would come of runs and draws, told at once and always the same: weights and masks have no content but names, which
 * follow from all that determines them, as those of real ones do.
 */
public final class World {
    private static final int WEIGHTS = 10_000;
    private static final MaskLayout.Tensor TENSOR = new MaskLayout.Tensor("layer1.0.conv1.weight", List.of(WEIGHTS));

    private final Predicate<RunSpec> fails;
    private final Predicate<Draw> undrawable;

    /** Where such runs fail and such masks cannot be drawn, and all others can. */
    public World(Predicate<RunSpec> fails, Predicate<Draw> undrawable) {
        this.fails = fails;
        this.undrawable = undrawable;
    }

    /** Where such runs fail, and all others are trained. */
    public World(Predicate<RunSpec> fails) {
        this(fails, _ -> false);
    }

    /** Where everything goes well. */
    public World() {
        this(_ -> false);
    }

    /** How a run ends. */
    public ResultAccepted train(RequestedRun run) {
        return new ResultAccepted(
                run.id(),
                fails.test(run.spec())
                        ? new ResultAccepted.Outcome.Failed("it was to fail", 3)
                        : new ResultAccepted.Outcome.Accepted("attempt-1", result(run.spec()), null));
    }

    /** What a draw comes to: its mask, or the news that there is none. */
    public Object tryToDraw(SearchId search, Draw draw) {
        return undrawable.test(draw)
                ? new SearchPlanned(
                        search,
                        List.of(),
                        List.of(new SearchPlanned.Undrawable(
                                draw.place().chain(), draw.place().level(), "it was not to be")))
                : draw(search, draw);
    }

    /** The mask that comes of a draw. */
    public TicketDrawn draw(SearchId search, Draw draw) {
        int level = draw.place().level();
        // Of which chain it is makes no difference to a mask.
        var content = Json.write(List.of(
                draw.criterion(),
                draw.rate(),
                draw.seed(),
                level,
                draw.weights() == null ? "" : draw.weights(),
                draw.mask() == null ? "" : draw.mask()));
        int kept = (int) Math.rint(WEIGHTS * Math.pow(1 - draw.rate(), level));
        var mask = new StoredMask(
                SampleSearches.digest(content), SampleSearches.object("deflated " + content), kept, WEIGHTS);
        return new TicketDrawn(
                new dev.tombola.ticket.TicketId(search, draw.place().chain(), level),
                draw.criterion(),
                mask.sparsity(),
                mask,
                draw.rewindsTo() == null ? new RewindPoint.Random() : new RewindPoint.Pretrained(),
                draw.rewindsTo(),
                List.of(new TicketDrawn.Layer(TENSOR, kept)));
    }

    /** A result with an accuracy that follows from the spec too. */
    public static RunResult result(RunSpec spec) {
        var name = spec.id().toString();
        double accuracy = 0.5 + Integer.parseInt(name.substring(0, 4), 16) / 200_000.0;
        return new RunResult(
                spec,
                List.of(),
                1,
                new Metric(
                        "top-1",
                        accuracy,
                        Metric.Direction.HIGHER_IS_BETTER,
                        10_000,
                        SampleSearches.object("predictions of " + name)),
                1,
                SampleSearches.object("last weights of " + name),
                SampleSearches.object("best weights of " + name),
                SampleSearches.object("network of " + name),
                spec.keepEpochs().stream()
                        .collect(Collectors.toMap(
                                epoch -> epoch,
                                epoch -> SampleSearches.object("epoch %d of %s".formatted(epoch, name)))),
                new Fingerprint("world", "none", 1, "float32"),
                new Provenance(
                        "trainer-1", "nowhere", "none", Instant.EPOCH, 0, List.of(), List.of(), List.of(), List.of()));
    }
}
