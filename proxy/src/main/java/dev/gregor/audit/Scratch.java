package dev.gregor.audit;

import dev.gregor.runtime.TemporaryFolder;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/** Bytes by key, sorted by the unsigned bytes of the keys, in a temporary folder: what would be too much for memory. */
final class Scratch implements AutoCloseable {
    static {
        RocksDB.loadLibrary();
    }

    private final TemporaryFolder folder = TemporaryFolder.create("gregor-audit-");
    private final Options options = new Options().setCreateIfMissing(true);
    private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
    private final RocksDB db;

    Scratch() {
        try {
            db = RocksDB.open(options, folder.path().toString());
        } catch (RocksDBException e) {
            folder.close();
            throw failed(e);
        }
    }

    void put(byte[] key, byte[] value) {
        try {
            db.put(unlogged, key, value);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    byte @Nullable [] get(byte[] key) {
        try {
            return db.get(key);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    /** The entry with the largest key that is not larger than this one; null if there is none. */
    Map.@Nullable Entry<byte[], byte[]> floor(byte[] key) {
        try (RocksIterator at = db.newIterator()) {
            at.seekForPrev(key);
            return at.isValid() ? Map.entry(at.key(), at.value()) : null;
        }
    }

    /** The entries from a key on, as they are now; to be closed. */
    Cursor from(byte[] key) {
        RocksIterator iterator = db.newIterator();
        iterator.seek(key);
        return new Cursor(iterator);
    }

    /** Entries in the order of their keys. */
    static final class Cursor implements Iterator<Map.Entry<byte[], byte[]>>, AutoCloseable {
        private final RocksIterator iterator;

        private Cursor(RocksIterator iterator) {
            this.iterator = iterator;
        }

        @Override
        public boolean hasNext() {
            return iterator.isValid();
        }

        /** The key of the next entry. */
        byte[] peek() {
            return iterator.key();
        }

        @Override
        public Map.Entry<byte[], byte[]> next() {
            if (!iterator.isValid()) {
                throw new NoSuchElementException();
            }
            Map.Entry<byte[], byte[]> entry = Map.entry(iterator.key(), iterator.value());
            iterator.next();
            return entry;
        }

        @Override
        public void close() {
            iterator.close();
        }
    }

    private static IllegalStateException failed(RocksDBException e) {
        return new IllegalStateException("The temporary store of the audit failed: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        db.close();
        unlogged.close();
        options.close();
        folder.close();
    }
}
