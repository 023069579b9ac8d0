package dev.tombola.ticket.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a search wants a training run for. One run can have several roles: every chain's level 0 is the same dense network. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "role")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Role.Pretrain.class, name = "pretrain"),
    @JsonSubTypes.Type(value = Role.Round.class, name = "round"),
    @JsonSubTypes.Type(value = Role.Transfer.class, name = "transfer")
})
public sealed interface Role {
    /** Makes the weights θ_p. */
    record Pretrain(String pretraining) implements Role {}

    /** Trains a chain's mask of a level, so that the next level can be pruned from its last weights. */
    record Round(String chain, int level) implements Role {}

    /** Measures a ticket on a downstream task. */
    record Transfer(String chain, int level, String task, long seed) implements Role {}

    /** Whether other runs wait for it: pre-trainings and chain rounds are the critical path. */
    @JsonIgnore
    default boolean isCritical() {
        return !(this instanceof Transfer);
    }
}
