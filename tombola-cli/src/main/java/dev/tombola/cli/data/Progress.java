package dev.tombola.cli.data;

/** Where a step that takes long says how far it is. */
public interface Progress {
    /** Nobody looks. */
    Progress NONE = (_, _) -> new Step() {
        @Override
        public void reach(long bytes) {}

        @Override
        public void close() {}
    };

    /**
     * A step begins.
     *
     * @param total in bytes; -1 when it is not known
     */
    Step begin(String what, long total);

    /** A step that goes on until it is closed. */
    interface Step extends AutoCloseable {
        /** So many bytes are done. */
        void reach(long bytes);

        @Override
        void close();
    }
}
