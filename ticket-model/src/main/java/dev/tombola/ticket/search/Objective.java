package dev.tombola.ticket.search;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
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
    /** Which. */
    public enum Name {
        /** NT-Xent over the views of a batch (Chen et al. 2020). */
        @JsonProperty("simclr")
        SIMCLR,
        /** Version 2: InfoNCE against a queue of keys from an encoder that follows slowly (He et al. 2020). */
        @JsonProperty("moco")
        MOCO
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

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public Objective(
            @JsonProperty("name") Name name,
            @JsonProperty("temperature") @Nullable Double temperature,
            @JsonProperty("form") @Nullable Form form,
            @JsonProperty("queue") @Nullable Integer queue,
            @JsonProperty("keyMomentum") @Nullable Double keyMomentum,
            @JsonProperty("normGroups") @Nullable Integer normGroups,
            @JsonProperty("hidden") @Nullable Integer hidden,
            @JsonProperty("dimensions") @Nullable Integer dimensions,
            @JsonProperty("views") @Nullable ViewTerms views) {
        Require.present("name", name);
        boolean moco = name == Name.MOCO;
        Require.that(form == null || !moco, "form", form + "", "is of simclr: moco has one form");
        Require.that(queue == null || moco, "queue", queue + "", "is of moco: simclr has none");
        Require.that(keyMomentum == null || moco, "keyMomentum", keyMomentum + "", "is of moco: simclr has no keys");
        this.name = name;
        this.temperature = Require.orDefault(temperature, moco ? 0.2 : 0.5);
        this.form = form == Form.STANDARD ? null : form;
        this.queue = moco ? Integer.valueOf(Require.orDefault(queue, 65_536)) : null;
        this.keyMomentum = moco ? Double.valueOf(Require.orDefault(keyMomentum, 0.999)) : null;
        this.normGroups = Require.orDefault(normGroups, moco ? 4 : 1);
        this.hidden = hidden;
        this.dimensions = Require.orDefault(dimensions, 128);
        var usual = moco ? ViewTerms.MOCO : ViewTerms.SIMCLR;
        this.views = views == null ? usual : views.or(usual);
        Require.that(
                this.temperature > 0 && this.temperature <= 1000,
                "temperature",
                this.temperature,
                "is not in (0, 1000]");
        Require.that(
                this.queue == null || (this.queue >= 1 && this.queue <= 1 << 24),
                "queue",
                this.queue + "",
                "is not in [1, 2^24]");
        Require.that(
                this.keyMomentum == null || (this.keyMomentum >= 0 && this.keyMomentum < 1),
                "keyMomentum",
                this.keyMomentum + "",
                "is not in [0, 1)");
        Require.that(
                this.normGroups >= 1 && this.normGroups <= 1024, "normGroups", this.normGroups, "is not in [1, 1024]");
        Require.that(
                hidden == null || (hidden >= 1 && hidden <= 65_536), "hidden", hidden + "", "is not in [1, 65536]");
        Require.that(
                this.dimensions >= 1 && this.dimensions <= 65_536,
                "dimensions",
                this.dimensions,
                "is not in [1, 65536]");
    }

    /** With everything as usual. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Objective named(String name) {
        return switch (name) {
            case "simclr" -> of(Name.SIMCLR);
            case "moco" -> of(Name.MOCO);
            default -> throw new IllegalArgumentException(name + " is not one of simclr, moco");
        };
    }

    /** With everything as usual. */
    public static Objective of(Name name) {
        return new Objective(name, null, null, null, null, null, null, null, null);
    }

    /** Refuses batches that it cannot be computed on. */
    void requireGoesWith(int batch) {
        Require.that(
                batch % normGroups == 0, "objective.normGroups", normGroups, "does not divide a batch of " + batch);
        Require.that(
                queue == null || queue % batch == 0,
                "objective.queue",
                queue + "",
                "is no multiple of a batch of " + batch);
    }
}
