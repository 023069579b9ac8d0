package dev.tombola.ticket.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tombola.ticket.search.Architecture;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.search.Require;
import dev.tombola.ticket.store.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that determines a training run's result: one ticket on one task with one recipe and one seed. What is left out of the
 * JSON is at its default, so that a field added later does not rename old runs. Where it ran is provenance, not identity.
 *
 * @param weights digest of the weights it starts from; absent for a random initialisation
 * @param initialSeed the seed of that random initialisation, θ_0 of its chain; absent for the run's own
 * @param mask digest of the level's bits; absent for the dense network
 * @param task in canonical form
 * @param dataset digest of its decoded samples
 * @param fresh the parts that are initialised from the run's own seed whatever the weights hold
 * @param keepEpochs after which epochs the weights are kept beside the last and the best
 * @param inherited what it takes over from the run before; absent for nothing
 * @param repetition set by {@code submit --fresh}: makes runs that have equal specs otherwise different ones
 */
public record RunSpec(
        int specVersion,
        Architecture network,
        @Nullable Digest weights,
        @Nullable Long initialSeed,
        @Nullable Digest mask,
        String task,
        Digest dataset,
        Recipe recipe,
        List<Part> fresh,
        List<Integer> keepEpochs,
        long seed,
        @Nullable Inheritance inherited,
        @Nullable String repetition) {
    public static final int VERSION = 1;

    /** A part of the network that a transfer may initialise anew. */
    public enum Part {
        /** The classifier. */
        @JsonProperty("head")
        HEAD,
        /** The first convolution. */
        @JsonProperty("stem")
        STEM
    }

    /** That takes nothing over from another run. */
    public RunSpec(
            int specVersion,
            Architecture network,
            @Nullable Digest weights,
            @Nullable Long initialSeed,
            @Nullable Digest mask,
            String task,
            Digest dataset,
            Recipe recipe,
            List<Part> fresh,
            List<Integer> keepEpochs,
            long seed,
            @Nullable String repetition) {
        this(
                specVersion,
                network,
                weights,
                initialSeed,
                mask,
                task,
                dataset,
                recipe,
                fresh,
                keepEpochs,
                seed,
                null,
                repetition);
    }

    @JsonCreator
    public RunSpec {
        Require.that(
                specVersion == VERSION, "specVersion", specVersion, "is not known here: this is version " + VERSION);
        Require.present("network", network);
        Require.present("task", task);
        Require.present("dataset", dataset);
        Require.present("recipe", recipe);
        fresh = Require.copy(fresh);
        keepEpochs = Require.copy(keepEpochs);
        Require.seed("seed", seed);
        if (initialSeed != null) {
            Require.seed("initialSeed", initialSeed);
        }
    }

    /** Its name. */
    public RunId id() {
        return RunId.of(this);
    }
}
