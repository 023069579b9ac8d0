package dev.tombola.vision.djl.training;

/** Says between two steps how a run goes on. Asked before every step and every batch that is measured: it answers at once. */
public interface RunControl {
    /** Lets every run go on to its end. */
    RunControl NONE = () -> Order.GO_ON;

    Order order();

    /** Takes a checkpoint that was ordered, on the thread that trains; nobody changes its arrays afterwards. */
    default void save(Checkpoint checkpoint) {}

    /** What a run can be told. */
    enum Order {
        GO_ON,
        /** Save a checkpoint, and go on. */
        SAVE,
        /** Save a checkpoint, and stop. */
        SAVE_AND_STOP,
        /** Stop; nobody needs what was done. */
        STOP
    }
}
