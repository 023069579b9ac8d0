package dev.tombola.trainer;

/** There are as many trainers as the brokers let into one group; no retry can help before somebody leaves. */
public final class GroupFullException extends RuntimeException {
    public GroupFullException(String group, Throwable cause) {
        super(
                ("the group %s is full: set group.share.max.size of the brokers to the number of trainers or more"
                                + " (200 unless it is set)")
                        .formatted(group),
                cause);
    }
}
