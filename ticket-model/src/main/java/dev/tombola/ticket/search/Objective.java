package dev.tombola.ticket.search;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tombola.ticket.wire.Json;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a network learns without labels: to know two views of an image for one (paper 2.3, 2.4). Written as its name alone,
 * or as a mapping with what is other than usual.
 *
 * @param temperature τ; default 0.5 for simCLR, 0.2 for MoCo
 * @param form of simCLR's loss; default the standard one
 * @param queue MoCo's number of keys that are no partner, K; default 65,536
 * @param keyMomentum of MoCo's key encoder; default 0.999
 * @param normGroups parts of a batch that batch norm sees one at a time, as so many GPUs would: default 1 for simCLR, 4 for
 *     MoCo, whose keys are shuffled between the parts
 * @param hidden width of the projection head's hidden layer; absent for that of the features
 * @param dimensions that the head projects to; default 128
 * @param views how they are made; what it leaves out is as in the objective's paper
 */
public record Objective(
        Name name,
        Double temperature,
        @Nullable Form form,
        @Nullable Integer queue,
        @Nullable Double keyMomentum,
        Integer normGroups,
        @Nullable Integer hidden,
        Integer dimensions,
        ViewTerms views) {
    /** A GiB as float32: what is larger is a slip, and would cost a trainer its memory. */
    private static final long MOST_NUMBERS = 1L << 28;

    /** Which, with what is usual of it. */
    public enum Name {
        /** NT-Xent over the views of a batch (Chen et al. 2020). */
        @JsonProperty("simclr")
        SIMCLR(0.5, 1),
        /** Version 2: InfoNCE against a queue of keys from an encoder that follows slowly (He et al. 2020). */
        @JsonProperty("moco")
        MOCO(0.2, 4);

        private final double temperature;
        private final int normGroups;

        Name(double temperature, int normGroups) {
            this.temperature = temperature;
            this.normGroups = normGroups;
        }

        private ViewTerms views() {
            return switch (this) {
                case SIMCLR -> ViewTerms.SIMCLR;
                case MOCO -> ViewTerms.MOCO;
            };
        }
    }

    /** How simCLR's loss averages over views. */
    public enum Form {
        /** The mean of −log p. */
        @JsonProperty("standard")
        STANDARD,
        /** −log of the mean of p: what the paper's code does. */
        @JsonProperty("log-of-mean")
        LOG_OF_MEAN
    }

    private static final int DIMENSIONS = 128;

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public Objective {
        Require.present("name", name);
        boolean moco = name == Name.MOCO;
        Require.that(form == null || !moco, "form", Require.written(form), "is of simclr: moco has one form");
        Require.that(queue == null || moco, "queue", queue + "", "is of moco: simclr has none");
        Require.that(keyMomentum == null || moco, "keyMomentum", keyMomentum + "", "is of moco: simclr has no keys");
        form = form == Form.STANDARD ? null : form;
        temperature = Require.orDefault(temperature, name.temperature);
        queue = moco ? Integer.valueOf(Require.orDefault(queue, 65_536)) : null;
        keyMomentum = moco ? Double.valueOf(Require.orDefault(keyMomentum, 0.999)) : null;
        normGroups = Require.orDefault(normGroups, name.normGroups);
        dimensions = Require.orDefault(dimensions, DIMENSIONS);
        views = views == null ? name.views() : views.or(name.views());
        Require.that(temperature > 0 && temperature <= 1000, "temperature", temperature, "is not in (0, 1000]");
        Require.that(queue == null || (queue >= 1 && queue <= 1 << 24), "queue", queue + "", "is not in [1, 2^24]");
        Require.that(
                keyMomentum == null || (keyMomentum >= 0 && keyMomentum < 1),
                "keyMomentum",
                keyMomentum + "",
                "is not in [0, 1)");
        Require.that(normGroups >= 1 && normGroups <= 1024, "normGroups", normGroups, "is not in [1, 1024]");
        Require.that(
                hidden == null || (hidden >= 1 && hidden <= 65_536), "hidden", hidden + "", "is not in [1, 65536]");
        Require.that(dimensions >= 1 && dimensions <= 65_536, "dimensions", dimensions, "is not in [1, 65536]");
        Require.that(
                queue == null || (long) queue * dimensions <= MOST_NUMBERS,
                "queue",
                queue + "",
                "keys of " + dimensions + " dimensions are more than 2^28 numbers");
    }

    /** With everything as usual. Of a text: what Jackson delegates to for any other type is given mappings too. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Objective named(String name) {
        return of(Json.read(Json.write(name), Name.class));
    }

    /** With everything as usual. */
    public static Objective of(Name name) {
        return new Objective(name, name.temperature, null, null, null, name.normGroups, null, DIMENSIONS, name.views());
    }

    /** Whether another has use for its head and its queue. */
    boolean handsOnTo(Objective other) {
        return name == other.name
                && Objects.equals(queue, other.queue)
                && Objects.equals(hidden, other.hidden)
                && dimensions.equals(other.dimensions);
    }

    /** Refuses batches that it cannot be computed on. */
    void requireGoesWith(int batch) {
        Require.that(
                name != Name.SIMCLR || batch > 1, "batch", batch, "has no other image that simclr could tell one from");
        Require.that(
                batch % normGroups == 0, "objective.normGroups", normGroups, "does not divide a batch of " + batch);
        Require.that(
                queue == null || queue % batch == 0,
                "objective.queue",
                queue + "",
                "is no multiple of a batch of " + batch);
    }
}
