package dev.tombola.testkit;

import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.store.StoreException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;

/** A store that counts its requests and fails those that a test chooses; the others reach another store. */
public final class FaultyStore extends ForwardingStore {
    /** What is asked of a store. */
    public enum Request {
        WRITE,
        OPEN,
        SIZE,
        LIST,
        DELETE
    }

    private final ConcurrentHashMap<Request, Integer> counts = new ConcurrentHashMap<>();
    private volatile BiPredicate<Request, String> failing = (_, _) -> false;

    public FaultyStore(ObjectStore store) {
        super(store);
    }

    /** Requests of one kind so far, those that failed included. */
    public int count(Request request) {
        return counts.getOrDefault(request, 0);
    }

    /** From now on, by kind and key (of a listing: the prefix). */
    public void fail(BiPredicate<Request, String> which) {
        failing = which;
    }

    /** The next requests of one kind, whatever their keys. */
    public void failNext(Request kind, int times) {
        var left = new AtomicInteger(times);
        fail((request, _) -> request == kind && left.getAndDecrement() > 0);
    }

    @Override
    public void write(String key, byte[] content) {
        meet(Request.WRITE, key);
        super.write(key, content);
    }

    @Override
    public void write(String key, Path file) {
        meet(Request.WRITE, key);
        super.write(key, file);
    }

    @Override
    public InputStream open(String key) {
        meet(Request.OPEN, key);
        return super.open(key);
    }

    @Override
    public OptionalLong size(String key) {
        meet(Request.SIZE, key);
        return super.size(key);
    }

    @Override
    public List<String> list(String prefix) {
        meet(Request.LIST, prefix);
        return super.list(prefix);
    }

    @Override
    public void delete(String key) {
        meet(Request.DELETE, key);
        super.delete(key);
    }

    private void meet(Request request, String key) {
        counts.merge(request, 1, Integer::sum);
        if (failing.test(request, key)) {
            throw new StoreException("the store does not answer");
        }
    }
}
