package dev.tombola.vision.measure;

import dev.tombola.vision.batch.Batch;
import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.network.Shape;

/** A network in evaluation mode on some engine. */
public interface RunningNetwork {
    /** The order in which it reads images. */
    ChannelOrder layout();

    /**
     * What the head says of every image of a batch, one row each: logits.
     *
     * @param image the shape of one
     */
    float[] outputs(Batch batch, Shape image);

    /** What the head reads of every image of a batch, one row each: the pooled features. */
    float[] features(Batch batch, Shape image);
}
