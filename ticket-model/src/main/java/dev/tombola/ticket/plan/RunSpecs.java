package dev.tombola.ticket.plan;

import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.run.Inheritance;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunNames;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.ticket.search.Architecture;
import dev.tombola.ticket.search.Chain;
import dev.tombola.ticket.search.DownstreamTask;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.search.Survivor;
import dev.tombola.ticket.search.TaskRecipe;
import dev.tombola.ticket.store.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a search's runs are, in full, once the weights and the mask that they start with are known. */
final class RunSpecs {
    private final ResolvedSearch resolved;
    private final Search search;
    private final RunNames names;

    RunSpecs(ResolvedSearch resolved, RunNames names) {
        this.resolved = resolved;
        this.search = resolved.search();
        this.names = names;
    }

    /** The training that makes θ_p. */
    RequestedRun pretrain(String name) {
        var start = new Start(Optional.empty(), Optional.empty(), null, List.of());
        long seed = required(search.pretrainings().get(name), name).seed();
        return requested(search.network(), start, search.pretrainedBy(name), seed, List.of());
    }

    /** Round 0 of a chain that rewinds to one of its epochs: θ_0, trained without a mask. */
    RequestedRun dense(Chain chain, int epoch) {
        var start = new Start(Optional.empty(), Optional.empty(), chain.seed(), List.of());
        return requested(search.networkOn(chain.on()), start, search.roundBy(chain, 0), chain.seed(), List.of(epoch));
    }

    /** A round of a chain. */
    RequestedRun round(
            Chain chain, int level, Optional<ObjectRef> weights, Optional<StoredMask> mask, Optional<ObjectRef> state) {
        var fresh = isOnPretraining(chain) ? List.<RunSpec.Part>of() : fresh(chain, chain.on());
        if (state.isPresent() && search.survivors(chain).contains(Survivor.HEAD)) {
            fresh = fresh.stream().filter(part -> part != RunSpec.Part.HEAD).toList();
        }
        var start = new Start(weights, mask, initialSeed(chain, weights), fresh, state, search.survivors(chain));
        return requested(search.networkOn(chain.on()), start, search.roundBy(chain, level), chain.seed(), List.of());
    }

    /** A ticket on a downstream task. */
    RequestedRun transfer(
            Chain chain, String taskName, long seed, Optional<ObjectRef> weights, Optional<StoredMask> mask) {
        var start = new Start(weights, mask, initialSeed(chain, weights), fresh(chain, taskName));
        return requested(search.networkOn(taskName), start, search.transferredBy(taskName), seed, List.of());
    }

    /**
     * What a run starts from.
     *
     * @param initialSeed of θ_0, where there are no weights and it is not the run's own
     * @param state what the round before left, where some of it survives
     */
    private record Start(
            Optional<ObjectRef> weights,
            Optional<StoredMask> mask,
            @Nullable Long initialSeed,
            List<RunSpec.Part> fresh,
            Optional<ObjectRef> state,
            List<Survivor> survivors) {
        /** Takes nothing over from another run. */
        Start(
                Optional<ObjectRef> weights,
                Optional<StoredMask> mask,
                @Nullable Long initialSeed,
                List<RunSpec.Part> fresh) {
            this(weights, mask, initialSeed, fresh, Optional.empty(), List.of());
        }

        @Nullable
        Inheritance inherited() {
            return state.map(left -> new Inheritance(left.digest(), survivors)).orElse(null);
        }
    }

    private RequestedRun requested(
            Architecture network, Start start, TaskRecipe training, long seed, List<Integer> keepEpochs) {
        var spec = new RunSpec(
                RunSpec.VERSION,
                network,
                start.weights().map(ObjectRef::digest).orElse(null),
                start.initialSeed(),
                start.mask().map(StoredMask::digest).orElse(null),
                training.task(),
                resolved.dataset(training.task()),
                training.recipe(),
                start.fresh(),
                keepEpochs,
                seed,
                start.inherited(),
                resolved.repetition());
        return new RequestedRun(
                names.of(spec),
                spec,
                start.weights().orElse(null),
                start.mask().map(StoredMask::object).orElse(null),
                start.state().orElse(null),
                search.resume());
    }

    private static @Nullable Long initialSeed(Chain chain, Optional<ObjectRef> weights) {
        return weights.isPresent() ? null : Long.valueOf(chain.seed());
    }

    private static boolean isOnPretraining(Chain chain) {
        return chain.on().equals(Chain.PRETRAINING);
    }

    /** On the task where its epoch was trained, an early rewinding brings every tensor along. */
    private List<RunSpec.Part> fresh(Chain chain, String task) {
        if (chain.rewind() instanceof RewindPoint.Epoch && chain.on().equals(task)) {
            return List.of();
        }
        var transferred = required(search.tasks().get(task), task);
        var fresh = new ArrayList<RunSpec.Part>();
        if (transferred.head() == null) {
            fresh.add(RunSpec.Part.HEAD);
        }
        if (transferred.stem() == DownstreamTask.Stem.FRESH) {
            fresh.add(RunSpec.Part.STEM);
        }
        return List.copyOf(fresh);
    }

    /** What {@link Search} has checked already. */
    private static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalStateException("search refers to " + name + ", which it does not define");
        }
        return value;
    }
}
