package dev.tombola.ticket.search;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a chain's rounds may hand on while everything else is rewound (paper 1.5, 2.3, 2.4). */
public enum Survivor {
    /** The head, classifier or projection. */
    @JsonProperty("head")
    HEAD,
    /** What the optimizer remembers of the steps before. */
    @JsonProperty("optimizer")
    OPTIMIZER,
    /** MoCo's queue of keys. */
    @JsonProperty("queue")
    QUEUE,
    /** MoCo's key encoder. */
    @JsonProperty("key-encoder")
    KEY_ENCODER
}
