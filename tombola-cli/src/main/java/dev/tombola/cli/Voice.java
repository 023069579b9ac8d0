package dev.tombola.cli;

import java.util.function.Consumer;

/** Says things where they can be seen just now: as lines, or beside bars that move. */
final class Voice implements Consumer<String> {
    private volatile Consumer<String> place;

    Voice(Consumer<String> place) {
        this.place = place;
    }

    void moveTo(Consumer<String> other) {
        place = other;
    }

    @Override
    public void accept(String text) {
        place.accept(text);
    }
}
